import { spaceSide, virtualClusterSide, type Instance } from '#web/pages/instance/sides.ts'
import { expect, test } from 'vitest'
import { lookInto, type Looked } from './look.ts'

type Given = NonNullable<Instance['status']>

const dev = (status: Given, placed = true): Instance => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Instance',
  metadata: { name: 'dev', namespace: 'loft-p-web' },
  spec: placed ? { clusterRef: { cluster: 'east', namespace: 'web-dev' } } : {},
  status,
})

const space = (status: Given, more: Partial<Looked> = {}) =>
  lookInto({ side: spaceSide, instance: dev(status), gone: false, againstUse: undefined, ...more }, 'inside')

const virtual = (where: 'inside' | 'host', status: Given, more: Partial<Looked> = {}) =>
  lookInto(
    { side: virtualClusterSide, instance: dev(status), gone: false, againstUse: undefined, ...more },
    where,
  )

const synced = { type: 'SpaceSynced', status: 'True' }
const unschedulable = {
  type: 'VirtualClusterReady',
  status: 'False',
  severity: 'Info',
  reason: 'Unschedulable',
  message: '0/3 nodes are available',
}

test('what is ready is read in its own place', () => {
  expect(space({ phase: 'Ready' })).toEqual({
    place: { root: '/kubernetes/project/web/space/dev', namespace: 'web-dev' },
  })
  expect(virtual('inside', { phase: 'Ready' })).toEqual({
    place: { root: '/kubernetes/project/web/virtualcluster/dev' },
  })
})

test('what has failed is read if it answers all the same', () => {
  const answers = { type: 'VirtualClusterSynced', status: 'True' }
  expect(virtual('inside', { phase: 'Failed', conditions: [answers] })).toHaveProperty('place')
  expect(virtual('inside', { phase: 'Failed', conditions: [synced] })).not.toHaveProperty('place')
})

test('a virtual cluster whose control plane does not run says why, and its host can be looked at', () => {
  const status = { phase: 'Pending', conditions: [synced, unschedulable] }
  expect(virtual('inside', status)).toEqual({
    nothing: 'later',
    title: 'The Kubernetes API of this virtual cluster does not answer yet',
    why: 'It waits at “Control plane runs”. Unschedulable: 0/3 nodes are available.',
  })
  expect(virtual('host', status)).toEqual({
    place: { root: '/kubernetes/cluster/east', namespace: 'web-dev' },
  })
})

test('without a namespace there is no host to look at', () => {
  expect(virtual('host', { phase: 'Pending' })).toEqual({
    nothing: 'later',
    title: 'There is no namespace on the host yet',
    why: 'It has not been begun yet.',
  })
})

test('who may not use it is told so, and may still be one who sees the host', () => {
  const refused = { againstUse: 'You may not use it: a reason.' }
  expect(space({ phase: 'Ready' }, refused)).toMatchObject({
    nothing: 'forbidden',
    why: refused.againstUse,
  })
  expect(virtual('host', { phase: 'Ready', conditions: [synced] }, refused)).toHaveProperty('place')
})

test('what is leaving or gone is not read any more', () => {
  const leaving = dev({ phase: 'Ready', conditions: [synced] })
  leaving.metadata.deletionTimestamp = '2026-05-01T12:00:00Z'
  for (const where of ['inside', 'host'] as const) {
    expect(virtual(where, {}, { instance: leaving })).toMatchObject({
      title: 'This virtual cluster is being deleted',
    })
    expect(virtual(where, { phase: 'Ready' }, { gone: true })).not.toHaveProperty('place')
  }
})

test('what went out of sight is not said to be deleted, unless it was seen leaving', () => {
  expect(space({ phase: 'Ready' }, { gone: true })).toMatchObject({
    nothing: 'forbidden',
    title: 'You may no longer see this space, or it was deleted',
  })
  const left = dev({ phase: 'Ready' })
  left.metadata.deletionTimestamp = '2026-05-01T12:00:00Z'
  expect(space({}, { gone: true, instance: left })).toMatchObject({
    why: 'What was in this space went with it.',
  })
})

test('what is being deleted here is not read while the server does it', () => {
  expect(space({ phase: 'Ready' }, { deleting: true })).toMatchObject({
    title: 'This space is being deleted',
  })
})

test('what sleeps says that it does', () => {
  expect(space({ phase: 'Sleeping' })).toMatchObject({ title: 'This space is asleep' })
})
