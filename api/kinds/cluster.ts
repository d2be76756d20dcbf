import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { access, conditions, flag, kept, owner, secretRef, text } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type Cluster = ObjectOf<typeof cluster>

/** A connected cluster, in which spaces are namespaces and virtual clusters run. */
export const cluster = managementKind<ReturnType<typeof clusterSchema>>({
  kind: 'Cluster',
  plural: 'clusters',
  shortNames: [],
  scope: 'Cluster',
  // Its kubeconfig is in a Secret named cluster-{name}.
  maxNameLength: 55,
})

export const clusterSchema = () =>
  ({
    description: 'A connected cluster, on which spaces and virtual clusters are.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the cluster is for.'),
      owner,
      access,
      config: secretRef('Where the kubeconfig lies with which the cluster is reached.'),
      local: flag('Whether it is the cluster that the management API itself runs in.'),
      networkPeer: flag('Whether an agent dials in; not used.'),
      managementNamespace: text('The namespace of an agent; not used.'),
      unusable: flag('Nothing new is put on an unusable cluster.'),
      metrics: kept,
      opencost: kept,
      argoCD: kept,
    }),
    status: z.looseObject({
      phase: text('Initialized, Failed, or empty until it was reached for the first time.'),
      reason: text('Why, in a word for programs.'),
      message: text('Why, for people.'),
      online: flag('Whether it can be reached.'),
      conditions,
    }),
    columns: [
      displayNameColumn,
      { name: 'Status', type: 'string', jsonPath: '.status.phase', description: 'Whether it is usable.' },
      { name: 'Online', type: 'boolean', jsonPath: '.status.online', description: 'Whether it is reached.' },
      {
        name: 'Unusable',
        type: 'boolean',
        jsonPath: '.spec.unusable',
        description: 'Whether nothing new is put on it.',
      },
      {
        name: 'Message',
        type: 'string',
        jsonPath: '.status.message',
        description: 'Why it is not reached.',
        priority: 1,
      },
      ageColumn('Time since the cluster was connected.'),
    ],
  }) satisfies KindSchema
