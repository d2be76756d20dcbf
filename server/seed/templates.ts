import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { isolation, limits, quota, together } from './manifests.ts'

type Parameters = NonNullable<SpaceTemplate['spec']['parameters']>

/** How large a space is; the values are what `quota` reads. */
const sizes: Parameters = [
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

const previewSettings = `apiVersion: v1
kind: ConfigMap
metadata:
  name: preview
data:
  branch: {{ .Values.branch | quote }}
  database: {{ .Values.database.kind | quote }}
  seeded: {{ .Values.database.seeded | quote }}
`

const preview: Pick<SpaceTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'preview' },
  spec: {
    displayName: 'Preview of a branch',
    description: 'A small space in which a pipeline shows one branch.',
    access: [{ name: 'use', verbs: ['get', 'use'], teams: ['checkout', 'search', 'mobile'] }],
    template: {
      metadata: { labels: { purpose: 'preview' } },
      objects: together(quota, limits, previewSettings),
    },
    parameters: [
      {
        variable: 'branch',
        label: 'Branch',
        required: true,
        placeholder: 'fix/rounding',
        validation: '^[A-Za-z0-9._/-]{1,100}$',
      },
      {
        variable: 'database.kind',
        label: 'Database',
        options: ['none', 'postgres', 'mysql'],
        defaultValue: 'none',
        section: 'Database',
      },
      {
        variable: 'database.seeded',
        label: 'With sample data',
        type: 'boolean',
        defaultValue: 'true',
        section: 'Database',
      },
      {
        variable: 'cpu',
        label: 'Processors',
        type: 'number',
        min: 1,
        max: 4,
        defaultValue: '2',
        section: 'Size',
      },
      { variable: 'memory', label: 'Memory', options: ['2Gi', '4Gi'], defaultValue: '4Gi', section: 'Size' },
    ],
  },
}

/** What a virtual cluster runs in: its own quota, and nobody from outside of it. */
const around = { objects: together(quota, limits, isolation) }

const chart = { version: '0.30.0' }

const standardValues = `controlPlane:
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

const ciValues = `controlPlane:
  statefulSet:
    resources:
      requests:
        cpu: 50m
        memory: 128Mi
      limits:
        memory: 1Gi
    persistence:
      volumeClaim:
        size: 1Gi
`

const runner = `apiVersion: v1
kind: Namespace
metadata:
  name: {{ .Values.namespace | default "ci" | quote }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: {{ .Values.namespace | default "ci" | quote }}
`

const ci: Pick<VirtualClusterTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'ci' },
  spec: {
    displayName: 'For a pipeline',
    description: 'Small and quick to come and go, with an account for the runner.',
    template: {
      instanceTemplate: { metadata: { labels: { purpose: 'ci' } } },
      helmRelease: { chart, values: ciValues },
      objects: runner,
      spaceTemplate: { objects: together(quota, limits) },
    },
    parameters: [
      {
        variable: 'namespace',
        label: 'Namespace of the runner',
        defaultValue: 'ci',
        validation: '^[a-z0-9-]{1,63}$',
      },
    ],
  },
}

const tools = `apiVersion: v1
kind: Namespace
metadata:
  name: operators
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
  namespace: operators
spec:
  hard:
    count/pods: {{ .Values.operators | default 10 | quote }}
`

const operators: Parameters = [
  {
    variable: 'operators',
    label: 'Operators at once',
    type: 'number',
    min: 1,
    max: 40,
    defaultValue: '10',
  },
]

/** It has grown: what follows `1.x.x` gets no network policy that would cut off what it already has. */
const operatorLab: Pick<VirtualClusterTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'operator-lab' },
  spec: {
    displayName: 'Operator lab',
    description: 'For trying out operators and their custom resources without asking anybody.',
    versions: [
      {
        version: '1.0.0',
        template: { helmRelease: { chart, values: ciValues }, objects: tools },
        parameters: operators,
      },
      {
        version: '1.1.0',
        template: {
          helmRelease: { chart, values: standardValues },
          objects: tools,
          spaceTemplate: { objects: together(quota, limits) },
        },
        parameters: [...operators, ...sizes],
      },
      {
        version: '2.0.0',
        template: {
          helmRelease: { chart, values: standardValues },
          objects: tools,
          spaceTemplate: around,
          access: { defaultClusterRole: 'cluster-admin' },
        },
        parameters: [
          ...operators,
          ...sizes,
          {
            variable: 'pods',
            label: 'Pods',
            type: 'number',
            min: 10,
            max: 200,
            defaultValue: '50',
            section: 'Size',
          },
        ],
      },
    ],
  },
}

/** What a new installation begins with, and what the demo has besides. */
export const usualSpaceTemplates = [isolatedSpace]
export const usualVirtualClusterTemplates = [virtualCluster]
export const demoSpaceTemplates = [preview]
export const demoVirtualClusterTemplates = [ci, operatorLab]
