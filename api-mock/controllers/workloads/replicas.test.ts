import { expect, test } from 'vitest'
import { readPod } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { countReplicas, planReplicas } from './replicas.ts'
import { readReplicaSet } from './replica-set-entry.ts'
import type { ReplicaSetEntry } from './replica-set-entry.ts'

const labels = { app: 'web' }
const now = Date.parse('2026-01-01T00:01:00Z')

function set(replicas: number, more: object = {}): ReplicaSetEntry {
  return readReplicaSet({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default', uid: 'set' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels } }, ...more },
  })
}

function pod(name: string, more: Partial<PodEntry> = {}): PodEntry {
  const read = readPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels } })
  return { ...read, owner: 'set', phase: 'Running', nodeName: 'one', readySince: now - 60_000, ...more }
}

function plan(replicas: number, owned: PodEntry[], orphans: PodEntry[] = [], related = owned) {
  const { adopt, release, create, remove } = planReplicas(set(replicas), {
    owned,
    orphans,
    related: () => related,
  })
  const namesOf = (pods: PodEntry[]) => pods.map(({ name }) => name)
  return { adopt: namesOf(adopt), release: namesOf(release), create, remove: namesOf(remove) }
}

test('pods that are missing are made', () => {
  expect(plan(3, [pod('a')])).toEqual({ adopt: [], release: [], create: 2, remove: [] })
})

test('pods that have ended or are going do not count', () => {
  expect(plan(2, [pod('a', { phase: 'Failed' }), pod('b', { deleting: true }), pod('c')]).create).toBe(1)
})

test('pods that the selector does not select any more are let go and replaced', () => {
  expect(plan(1, [pod('a', { labels: {} })])).toMatchObject({ release: ['a'], create: 1 })
})

test('orphans that it selects are adopted, others are not', () => {
  const orphans = [pod('a', { owner: undefined }), pod('b', { owner: undefined, labels: {} })]
  expect(plan(2, [], orphans)).toMatchObject({ adopt: ['a'], create: 1 })
})

test('a set that is going does nothing', () => {
  const going = { ...set(3), deleting: true }
  const none = { owned: [], orphans: [], related: () => [] }
  expect(planReplicas(going, none).create).toBe(0)
})

test.each<[string, Partial<PodEntry>]>([
  ['no node', { nodeName: '' }],
  ['an earlier phase', { phase: 'Pending' }],
  ['no readiness', { readySince: undefined }],
  ['a lower cost of deletion', { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-5' } }],
  ['less time of being ready', { readySince: now }],
  ['more restarts', { restarts: 3 }],
  ['a later creation', { createdAt: now }],
])('of two pods the one with %s goes first', (_what, worse) => {
  expect(plan(1, [pod('a'), pod('b', worse)]).remove).toEqual(['b'])
})

test('of two pods the one with more neighbours on its node goes first', () => {
  const owned = [pod('a', { nodeName: 'two' }), pod('b')]
  expect(plan(1, owned, [], [...owned, pod('c')]).remove).toEqual(['b'])
})

test('what counts in the status', () => {
  const owned = [
    pod('a'),
    pod('b', { readySince: now - 5000 }),
    pod('c', { readySince: undefined }),
    pod('d', { deleting: true }),
    pod('e', { phase: 'Succeeded' }),
  ]
  expect(countReplicas(set(3, { minReadySeconds: 30 }), owned, now)).toEqual({
    replicas: 3,
    fullyLabeledReplicas: 3,
    readyReplicas: 2,
    availableReplicas: 1,
    terminatingReplicas: 1,
  })
})
