import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { defaults } from '#api-mock/builtin/defaults/all.ts'
import { workloads } from './workloads.ts'

function created(resource: string, given: KubeObject): KubeObject | undefined {
  return workloads[resource]?.prepareForCreate?.(defaults[resource]?.(given) ?? given)
}

function job(metadata: object, spec: object): KubeObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', uid: 'u', ...metadata }, spec }
}

const own = {
  'job-name': 'j',
  'batch.kubernetes.io/job-name': 'j',
  'controller-uid': 'u',
  'batch.kubernetes.io/controller-uid': 'u',
}

test('a job finds its pods by its uid, and shares the labels of its template', () => {
  const made = created('batch/jobs', job({}, { template: { metadata: { labels: { app: 'a' } } } }))
  expect(made).toMatchObject({
    metadata: { labels: { app: 'a', ...own } },
    spec: {
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
      template: { metadata: { labels: { app: 'a', ...own } } },
    },
    status: {},
  })
})

test('a job with labels keeps them', () => {
  const template = { metadata: { labels: { app: 'a' } } }
  const made = created('batch/jobs', job({ labels: { app: 'a' } }, { template }))
  expect(made?.metadata.labels).toEqual({ app: 'a' })
})

test('a job that selects its pods itself is left alone', () => {
  const spec = { manualSelector: true, selector: { matchLabels: { app: 'a' } } }
  const made = created('batch/jobs', job({}, spec))
  expect(made?.spec).toMatchObject({ selector: spec.selector, template: { metadata: {} } })
  expect(made?.metadata).not.toHaveProperty('labels')
})

function deployment(metadata: object, spec: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', generation: 4, ...metadata },
    spec,
  }
}

test('annotations of a Deployment count as a change, its status leaves its labels alone', () => {
  const prepare = workloads['apps/deployments']?.prepareForUpdate
  const live = deployment({ labels: { a: 'b' } })
  const annotated = deployment({ annotations: { note: 'x' } })
  expect(prepare?.(annotated, live, undefined).metadata.generation).toBe(5)
  expect(prepare?.(deployment({ labels: {} }), live, undefined).metadata.generation).toBe(4)
  expect(prepare?.(annotated, live, 'status').metadata).toMatchObject({ generation: 4, labels: { a: 'b' } })
})

const annotation = 'deprecated.daemonset.template.generation'

test('the generation of a DaemonSet counts changes of its template, and nobody sets it', () => {
  const { prepareForUpdate: prepare } = workloads['apps/daemonsets'] ?? {}
  const spec = { template: { spec: { nodeName: 'a' } } }
  const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd' }, spec }
  const live = created('apps/daemonsets', daemonSet)
  if (live === undefined) throw new Error('no DaemonSet')
  expect(live.metadata.annotations).toEqual({ [annotation]: '1' })
  const same = { ...live, metadata: { name: 'd', annotations: { [annotation]: '7' } } }
  expect(prepare?.(same, live, undefined).metadata.annotations).toEqual({ [annotation]: '1' })
  const other = { ...live, spec: { template: {} } }
  expect(prepare?.(other, live, undefined).metadata.annotations).toEqual({ [annotation]: '2' })
})

test.each(Object.keys(workloads))(
  '%s: a new object begins without the status it was sent with',
  (resource) => {
    const given = { apiVersion: 'v1', kind: 'Some', metadata: { name: 'a' }, status: { odd: 1 } }
    expect(created(resource, given)?.status).not.toHaveProperty('odd')
  },
)
