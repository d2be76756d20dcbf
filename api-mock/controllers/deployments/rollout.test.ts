import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { readReplicaSet } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import { conditionsOf } from '#api-mock/resources/conditions.ts'
import { planRollout } from './rollout.ts'
import type { RolloutPlan } from './rollout.ts'

const now = Date.parse('2026-01-01T00:10:00Z')
const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true }

function template(image: string, hash?: string): object {
  const labels = { app: 'web', ...(hash === undefined ? {} : { 'pod-template-hash': hash }) }
  return { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } }
}

function deployment(replicas: number, spec: object = {}, status: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'web', generation: 1, annotations: { note: 'a' } },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template('new'), ...spec },
    status,
  }
}

/** A set whose pods are all there; so many of them are available. */
function set(image: string, replicas: number, available = replicas, more: object = {}): ReplicaSetEntry {
  return {
    ...readReplicaSet({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: image, uid: image, generation: 1 },
      spec: { replicas, template: template(image, image) },
      status: { replicas, readyReplicas: available, availableReplicas: available, observedGeneration: 1 },
    }),
    ...more,
  }
}

function plan(object: KubeObject, sets: ReplicaSetEntry[], hasPods = false): RolloutPlan {
  return planRollout({ deployment: object, owner, sets, hasPods: () => hasPods, now })
}

function sizes({ resize }: RolloutPlan): Record<string, number> {
  return Object.fromEntries(
    resize
      .filter(({ set: { replicas }, ...wanted }) => wanted.replicas !== replicas)
      .map((each) => [each.set.name, each.replicas]),
  )
}

function progress(object: KubeObject): string[] {
  return conditionsOf(object)
    .filter(({ type }) => type === 'Progressing')
    .flatMap(({ status, reason = '', message = '' }) => [status, reason, message])
}

test('a new deployment gets a ReplicaSet of its template', () => {
  const { create, deployment: after } = plan(deployment(3), [])
  const hash = create?.metadata.labels?.['pod-template-hash'] ?? ''
  expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/)
  expect(create).toMatchObject({
    metadata: {
      name: `web-${hash}`,
      labels: { app: 'web', 'pod-template-hash': hash },
      annotations: {
        note: 'a',
        'deployment.kubernetes.io/revision': '1',
        'deployment.kubernetes.io/desired-replicas': '3',
        'deployment.kubernetes.io/max-replicas': '4',
      },
      ownerReferences: [owner],
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web', 'pod-template-hash': hash } },
      template: { metadata: { labels: { app: 'web', 'pod-template-hash': hash } } },
    },
  })
  expect(after.metadata.annotations).toEqual({ note: 'a', 'deployment.kubernetes.io/revision': '1' })
  expect(progress(after)).toEqual(['True', 'NewReplicaSetCreated', `Created new replica set "web-${hash}"`])
})

test.each<[string, object, ReplicaSetEntry[], Record<string, number>]>([
  ['the new one grows by the surge', {}, [set('old', 10), set('new', 0)], { new: 3 }],
  ['then the old one shrinks by what may be missing', {}, [set('old', 10), set('new', 3, 0)], { old: 8 }],
  ['with what is available the old one shrinks on', {}, [set('old', 8), set('new', 5, 2)], { old: 6 }],
  ['nothing may be missing', { maxSurge: 1, maxUnavailable: 0 }, [set('old', 10), set('new', 1, 0)], {}],
  ['one by one', { maxSurge: 1, maxUnavailable: 0 }, [set('old', 10), set('new', 1)], { old: 9 }],
  ['no surge', { maxSurge: 0, maxUnavailable: 1 }, [set('old', 10), set('new', 0)], { old: 9 }],
  [
    'both round to nothing',
    { maxSurge: '0%', maxUnavailable: '1%' },
    [set('old', 10), set('new', 0)],
    { old: 9 },
  ],
  [
    'what is unhealthy goes first',
    {},
    [set('older', 4, 0, { createdAt: 1 }), set('old', 6, 6), set('new', 3, 0)],
    { older: 2 },
  ],
  ['the new one is larger than wanted', {}, [set('new', 12)], { new: 10 }],
])('rolling: %s', (_what, rollingUpdate, sets, expected) => {
  const strategy = { type: 'RollingUpdate', rollingUpdate }
  expect(sizes(plan(deployment(10, { strategy }), sets))).toEqual(expected)
})

test.each<[string, ReplicaSetEntry[], boolean, Record<string, number>]>([
  ['the old one ends', [set('old', 3)], false, { old: 0 }],
  ['its pods are waited for', [set('old', 0)], true, {}],
  ['then the new one starts', [set('old', 0), set('new', 0)], false, { new: 3 }],
])('recreate: %s', (_what, sets, hasPods, expected) => {
  const planned = plan(deployment(3, { strategy: { type: 'Recreate' } }), sets, hasPods)
  expect(sizes(planned)).toEqual(expected)
  expect(planned.create).toBeUndefined()
})

function sized(image: string, replicas: number, desired: number): ReplicaSetEntry {
  const annotations = {
    'deployment.kubernetes.io/desired-replicas': String(desired),
    'deployment.kubernetes.io/max-replicas': String(desired + 3),
  }
  return set(image, replicas, replicas, { annotations })
}

test('in a rollout, a new size is spread in proportion', () => {
  const rollingUpdate = { maxSurge: 3, maxUnavailable: 2 }
  const scaled = deployment(15, { strategy: { type: 'RollingUpdate', rollingUpdate } })
  expect(sizes(plan(scaled, [sized('old', 8, 10), sized('new', 5, 10)]))).toEqual({ old: 11, new: 7 })
})

test('a paused deployment is scaled, but not rolled out', () => {
  const { create, deployment: after, ...rest } = plan(deployment(5, { paused: true }), [sized('old', 3, 3)])
  expect(create).toBeUndefined()
  expect(sizes({ create, deployment: after, ...rest })).toEqual({ old: 5 })
  expect(progress(after)).toEqual(['Unknown', 'DeploymentPaused', 'Deployment is paused'])
})

test('a set that is rolled back to has the newest revision, and remembers what it was', () => {
  const annotations = (revision: string) => ({ 'deployment.kubernetes.io/revision': revision })
  const sets = [
    set('new', 0, 0, { annotations: annotations('1') }),
    set('old', 3, 3, { annotations: annotations('2') }),
  ]
  const { resize, deployment: after } = plan(deployment(3), sets)
  expect(resize[0]).toMatchObject({
    set: { name: 'new' },
    annotations: {
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    },
  })
  expect(after.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3')
})

const complete = { replicas: 1, updatedReplicas: 1, availableReplicas: 1, observedGeneration: 1 }

test('old revisions go beyond the limit, when the rollout is complete', () => {
  const old = ['1', '2', '3'].map((revision) =>
    set(`old-${revision}`, 0, 0, { annotations: { 'deployment.kubernetes.io/revision': revision } }),
  )
  const limited = (status: object) => deployment(1, { revisionHistoryLimit: 1 }, status)
  const namesOf = ({ remove }: RolloutPlan) => remove.map(({ name }) => name)
  expect(namesOf(plan(limited(complete), [...old, set('new', 1)]))).toEqual(['old-1', 'old-2'])
  expect(namesOf(plan(limited({}), [...old, set('new', 1)]))).toEqual([])
})

function progressing(reason: string, at: string): object {
  return {
    conditions: [{ type: 'Progressing', status: 'True', reason, lastUpdateTime: at, lastTransitionTime: at }],
  }
}

test.each<[string, object, ReplicaSetEntry[], string[]]>([
  [
    'it has ended',
    progressing('ReplicaSetUpdated', '2026-01-01T00:09:00Z'),
    [set('new', 2)],
    ['True', 'NewReplicaSetAvailable', 'ReplicaSet "new" has successfully progressed.'],
  ],
  [
    'it gets on',
    progressing('NewReplicaSetCreated', '2026-01-01T00:09:00Z'),
    [set('new', 2, 1)],
    ['True', 'ReplicaSetUpdated', 'ReplicaSet "new" is progressing.'],
  ],
  [
    'it has not got on for too long',
    { ...progressing('ReplicaSetUpdated', '2026-01-01T00:08:59Z'), replicas: 2, updatedReplicas: 2 },
    [set('new', 2, 0)],
    ['False', 'ProgressDeadlineExceeded', 'ReplicaSet "new" has timed out progressing.'],
  ],
  [
    'it was complete before',
    { ...progressing('NewReplicaSetAvailable', '2026-01-01T00:00:00Z'), replicas: 2, updatedReplicas: 2 },
    [set('new', 2, 0)],
    ['True', 'NewReplicaSetAvailable', ''],
  ],
])('progress of a rollout: %s', (_what, status, sets, expected) => {
  const spec = { progressDeadlineSeconds: 60 }
  expect(progress(plan(deployment(2, spec, status), sets).deployment)).toEqual(expected)
})

test('a rollout that waits is looked at when its deadline is over', () => {
  const status = {
    ...progressing('ReplicaSetUpdated', '2026-01-01T00:09:30Z'),
    replicas: 2,
    updatedReplicas: 2,
  }
  const { recheck } = plan(deployment(2, { progressDeadlineSeconds: 60 }, status), [set('new', 2, 0)])
  expect(recheck).toBe(31_000)
})

test('the status counts the pods of all sets', () => {
  const { deployment: after } = plan(deployment(10), [set('old', 8), set('new', 5, 2)])
  expect(after.status).toMatchObject({
    observedGeneration: 1,
    replicas: 13,
    updatedReplicas: 5,
    readyReplicas: 10,
    availableReplicas: 10,
    unavailableReplicas: 1,
    conditions: [
      {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      },
      { type: 'Progressing' },
    ],
  })
})
