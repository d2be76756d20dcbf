import { expect, test } from 'vitest'
import { team } from '#api/kinds/team.ts'
import { conflict } from '#kube/status.ts'
import type { Client } from '#server/cluster/client.ts'
import { addFinalizer, removeFinalizer, writeStatus } from './objects.ts'

const path = '/apis/management.loft.sh/v1/teams/red'
const metadata = { name: 'red', uid: 'u', resourceVersion: '1' }

/** A client whose patches are noted; the first so many answer 409. */
function recorder(conflicts = 0, current?: unknown) {
  const patches: [string, unknown][] = []
  const merge = (at: string, body: unknown) => {
    patches.push([at, body])
    if (patches.length <= conflicts)
      return Promise.reject(conflict({ group: team.group, plural: 'teams', name: 'red' }, 'changed'))
    return Promise.resolve({ metadata: { ...metadata, resourceVersion: '2' } })
  }
  const client = { merge, get: () => Promise.resolve(current) } as unknown as Client
  return { client, patches }
}

test('a status is written as far as it differs, and not at all where it is the same', async () => {
  const { client, patches } = recorder()
  const object = { metadata, status: { phase: 'Ready', old: 1, conditions: [] } }
  await writeStatus(client, team, object, { phase: 'Failed', conditions: [] })
  await writeStatus(client, team, object, { phase: 'Ready', old: 1, conditions: [] })
  expect(patches).toEqual([[`${path}/status`, { status: { phase: 'Failed', old: null } }]])
})

test('a finalizer is added once, with the version that was seen', async () => {
  const { client, patches } = recorder()
  const object = { metadata: { ...metadata, finalizers: ['theirs'] } }
  const changed = await addFinalizer(client, team, object, 'ours')
  expect(patches).toEqual([[path, { metadata: { resourceVersion: '1', finalizers: ['theirs', 'ours'] } }]])
  expect(changed.metadata.resourceVersion).toBe('2')
  await addFinalizer(client, team, { metadata: { ...metadata, finalizers: ['ours'] } }, 'ours')
  expect(patches).toHaveLength(1)
})

test('a finalizer is taken from the object as it is, when it was changed meanwhile', async () => {
  const now = { metadata: { ...metadata, resourceVersion: '7', finalizers: ['new', 'ours'] } }
  const { client, patches } = recorder(1, now)
  await removeFinalizer(client, team, { metadata: { ...metadata, finalizers: ['ours'] } }, 'ours')
  expect(patches[1]).toEqual([path, { metadata: { resourceVersion: '7', finalizers: ['new'] } }])
})

test('another object of the same name keeps its finalizers', async () => {
  const other = { metadata: { ...metadata, uid: 'other', finalizers: ['ours'] } }
  const { client, patches } = recorder(1, other)
  await removeFinalizer(client, team, { metadata: { ...metadata, finalizers: ['ours'] } }, 'ours')
  expect(patches).toHaveLength(1)
})
