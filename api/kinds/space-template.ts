import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { spaceDefinition, templateApps, templateSpec } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type SpaceTemplate = ObjectOf<typeof spaceTemplate>

/** What spaces are made from, with versions and typed parameters. */
export const spaceTemplate = managementKind<ReturnType<typeof spaceTemplateSchema>>({
  kind: 'SpaceTemplate',
  plural: 'spacetemplates',
  shortNames: ['st'],
  scope: 'Cluster',
  maxNameLength: 63,
})

export const spaceTemplateSchema = () =>
  ({
    description: 'A template that spaces are made from.',
    spec: z.object({ ...templateSpec(spaceDefinition) }),
    status: z.looseObject({ apps: templateApps }),
    columns: [displayNameColumn, ageColumn('Time since the template was made.')],
  }) satisfies KindSchema
