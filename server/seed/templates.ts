import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { isolation, limits, quota, together } from './manifests.ts'

export type Parameters = NonNullable<SpaceTemplate['spec']['parameters']>

/** How large a space is; the values are what `quota` reads. */
export const sizes: Parameters = [
  {
    variable: 'cpu',
    label: 'Processors',
    description: 'How many processors all containers together may ask for.',
    type: 'number',
    min: 1,
    max: 32,
    defaultValue: '4',
    section: 'Size',
  },
  {
    variable: 'memory',
    label: 'Memory',
    description: 'How much memory all containers together may ask for.',
    options: ['4Gi', '8Gi', '16Gi', '32Gi'],
    defaultValue: '8Gi',
    section: 'Size',
  },
]

const isolatedSpace: Pick<SpaceTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'isolated-space' },
  spec: {
    displayName: 'Isolated space',
    description: 'A namespace with a quota, defaults for containers, and no way in from its neighbours.',
    template: {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      objects: together(quota, limits, isolation),
    },
    parameters: sizes,
  },
}

/** What a virtual cluster runs in: its own quota, and nobody from outside of it. */
export const around = { objects: together(quota, limits, isolation) }

export const chart = { version: '0.30.0' }

export const standardValues = `controlPlane:
  statefulSet:
    resources:
      requests:
        cpu: 100m
        memory: 256Mi
      limits:
        memory: 2Gi
    persistence:
      volumeClaim:
        size: {{ .Values.storage | default "5Gi" }}
sync:
  toHost:
    ingresses:
      enabled: true
`

const virtualCluster: Pick<VirtualClusterTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'virtual-cluster' },
  spec: {
    displayName: 'Virtual cluster',
    description:
      'A whole Kubernetes of its own: namespaces, roles and custom resources that nobody else sees.',
    template: { helmRelease: { chart, values: standardValues }, spaceTemplate: around },
    parameters: [
      ...sizes,
      {
        variable: 'storage',
        label: 'Storage',
        description: 'For the state of the cluster itself.',
        options: ['5Gi', '10Gi', '20Gi'],
        defaultValue: '5Gi',
        section: 'Size',
      },
    ],
  },
}

/** What a new installation begins with. */
export const usualSpaceTemplates = [isolatedSpace]
export const usualVirtualClusterTemplates = [virtualCluster]
