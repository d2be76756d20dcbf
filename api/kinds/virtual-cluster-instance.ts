import { flag, text } from '#api/fields.ts'
import {
  instanceColumns,
  instanceSpec,
  instanceStatus,
  kubernetesVersion,
  place,
} from '#api/instance-fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import { appliedObjects, virtualClusterDefinition } from '#api/template-fields.ts'
import * as z from 'zod/mini'

export type VirtualClusterInstance = ObjectOf<typeof virtualClusterInstance>

/** A Kubernetes API of its own in a namespace of a cluster. */
export const virtualClusterInstance = managementKind<ReturnType<typeof virtualClusterInstanceSchema>>({
  kind: 'VirtualClusterInstance',
  plural: 'virtualclusterinstances',
  shortNames: ['vci'],
  scope: 'Namespaced',
  // Pods of its stateful set carry {name}-{10 characters} in a label.
  maxNameLength: 52,
})

export const virtualClusterInstanceSchema = () =>
  ({
    description: 'A virtual cluster: a Kubernetes API of its own in a namespace of a cluster.',
    spec: z.object({
      ...instanceSpec(),
      template: z
        .optional(virtualClusterDefinition())
        .check(z.describe('What it is made from, in the place of a template.')),
      clusterRef: z
        .optional(z.object({ ...place, virtualCluster: text('Its name there.') }))
        .check(z.describe('Where it is.')),
      networkPeer: flag('Whether it joined by itself; not used.'),
      external: flag('Whether somebody else deployed it; not used.'),
      standalone: flag('Whether it is in no other cluster; not used.'),
    }),
    status: z.looseObject({
      ...instanceStatus(),
      virtualCluster: z
        .optional(virtualClusterDefinition())
        .check(z.describe('What it was made from, filled in.')),
      virtualClusterObjects: appliedObjects('What was applied inside.'),
      serviceUID: text('Identity of the service of its control plane.'),
      kubernetesVersion,
      deployHash: text('What was deployed last.'),
      online: flag('Whether it can be reached.'),
    }),
    columns: instanceColumns,
  }) satisfies KindSchema
