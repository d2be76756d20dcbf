import { access, kept, owner, text } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { parameters, virtualClusterDefinition } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type VirtualClusterTemplate = ObjectOf<typeof virtualClusterTemplate>

/** What virtual clusters are made from, with versions and typed parameters. */
export const virtualClusterTemplate = managementKind<ReturnType<typeof virtualClusterTemplateSchema>>({
  kind: 'VirtualClusterTemplate',
  plural: 'virtualclustertemplates',
  shortNames: [],
  scope: 'Cluster',
  maxNameLength: 63,
})

export const virtualClusterTemplateSchema = () =>
  ({
    description: 'A template that virtual clusters are made from.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the template is for.'),
      owner,
      access,
      template: z.optional(virtualClusterDefinition()).check(z.describe('What is made from it.')),
      parameters,
      versions: z
        .optional(
          z.array(
            z.object({
              version: text('Three numbers: 1.2.3.'),
              template: z.optional(virtualClusterDefinition()).check(z.describe('What is made from it.')),
              parameters,
            }),
          ),
        )
        .check(z.describe('Versions; where there are any, only these are used.')),
      spaceTemplateRef: kept,
    }),
    status: z.looseObject({ apps: z.optional(z.array(z.looseObject({}))) }),
    columns: [
      {
        name: 'Display Name',
        type: 'string',
        jsonPath: '.spec.displayName',
        description: 'The name that people read.',
      },
      {
        name: 'Versions',
        type: 'string',
        jsonPath: '.spec.versions[*].version',
        description: 'The versions that there are.',
      },
      {
        name: 'Age',
        type: 'date',
        jsonPath: '.metadata.creationTimestamp',
        description: 'Time since the template was made.',
      },
    ],
  }) satisfies KindSchema
