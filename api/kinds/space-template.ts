import { access, owner, text } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { parameters, spaceDefinition } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type SpaceTemplate = ObjectOf<typeof spaceTemplate>

/** What spaces are made from, with versions and typed parameters. */
export const spaceTemplate = managementKind<ReturnType<typeof spaceTemplateSchema>>({
  kind: 'SpaceTemplate',
  plural: 'spacetemplates',
  shortNames: [],
  scope: 'Cluster',
  maxNameLength: 63,
})

export const spaceTemplateSchema = () =>
  ({
    description: 'A template that spaces are made from.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the template is for.'),
      owner,
      access,
      template: z.optional(spaceDefinition()).check(z.describe('What is made from it.')),
      parameters,
      versions: z
        .optional(
          z.array(
            z.object({
              version: text('Three numbers: 1.2.3.'),
              template: z.optional(spaceDefinition()).check(z.describe('What is made from it.')),
              parameters,
            }),
          ),
        )
        .check(z.describe('Versions; where there are any, only these are used.')),
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
