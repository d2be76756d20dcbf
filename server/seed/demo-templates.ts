import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { isolation, limits, quota, together } from './manifests.ts'
import { around, chart, sizes, standardValues, type Parameters } from './templates.ts'

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

const dedicatedValues = `controlPlane:
  statefulSet:
    resources:
      requests:
        cpu: {{ .Values.controlPlane.cpu | default 2 | quote }}
        memory: 1Gi
      limits:
        memory: 4Gi
    persistence:
      volumeClaim:
        size: 20Gi
`

/** Its largest size is larger than any node: whoever asks for that hears from the scheduler. */
const dedicated: Pick<VirtualClusterTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'dedicated' },
  spec: {
    displayName: 'Dedicated virtual cluster',
    description: 'For jobs that keep an API server busy: its own processors, and no quota around it.',
    template: {
      helmRelease: { chart, values: dedicatedValues },
      spaceTemplate: { objects: isolation },
    },
    parameters: [
      {
        variable: 'controlPlane.cpu',
        label: 'Processors of the control plane',
        description: 'They are set aside whether they are used or not.',
        type: 'number',
        min: 1,
        max: 16,
        defaultValue: '2',
        section: 'Size',
      },
    ],
  },
}

const priority = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: batch-low
value: -10
description: Batch work gives way to everything else.
`

/** A mistake that somebody made: priority classes are in no namespace, so no space can have one. */
const batchSpace: Pick<SpaceTemplate, 'metadata' | 'spec'> = {
  metadata: { name: 'batch-space' },
  spec: {
    displayName: 'Space for batch work',
    description: 'Room for jobs that give way to everything else.',
    owner: { user: 'viktor' },
    template: {
      metadata: { labels: { purpose: 'batch' } },
      objects: together(quota, limits, priority),
    },
    parameters: sizes,
  },
}

/** What the demo has besides. */
export const demoSpaceTemplates = [preview, batchSpace]
export const demoVirtualClusterTemplates = [ci, operatorLab, dedicated]
