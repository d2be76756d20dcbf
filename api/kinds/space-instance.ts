import { instanceColumns, instanceSpec, instanceStatus, place } from '#api/instance-fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { spaceDefinition } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type SpaceInstance = ObjectOf<typeof spaceInstance>

/** An isolated namespace on a cluster. */
export const spaceInstance = managementKind<ReturnType<typeof spaceInstanceSchema>>({
  kind: 'SpaceInstance',
  plural: 'spaceinstances',
  shortNames: ['si'],
  scope: 'Namespaced',
  maxNameLength: 56,
})

export const spaceInstanceSchema = () =>
  ({
    description: 'A space: an isolated namespace on a cluster.',
    spec: z.object({
      ...instanceSpec(),
      template: z
        .optional(spaceDefinition())
        .check(z.describe('What it is made from, in the place of a template.')),
      clusterRef: z.optional(z.object(place)).check(z.describe('Where it is.')),
    }),
    status: z.looseObject({
      ...instanceStatus(),
      space: z.optional(spaceDefinition()).check(z.describe('What it was made from, filled in.')),
    }),
    columns: instanceColumns,
  }) satisfies KindSchema
