import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { kept } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { templateApps, templateSpec, virtualClusterDefinition } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type VirtualClusterTemplate = ObjectOf<typeof virtualClusterTemplate>

/** What virtual clusters are made from, with versions and typed parameters. */
export const virtualClusterTemplate = managementKind<ReturnType<typeof virtualClusterTemplateSchema>>({
  kind: 'VirtualClusterTemplate',
  plural: 'virtualclustertemplates',
  shortNames: ['vct'],
  scope: 'Cluster',
  maxNameLength: 63,
})

export const virtualClusterTemplateSchema = () =>
  ({
    description: 'A template that virtual clusters are made from.',
    spec: z.object({ ...templateSpec(virtualClusterDefinition), spaceTemplateRef: kept }),
    status: z.looseObject({ apps: templateApps }),
    columns: [displayNameColumn, ageColumn('Time since the template was made.')],
  }) satisfies KindSchema
