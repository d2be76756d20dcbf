import { expect, test, vi } from 'vitest'
import { events } from '#api-mock/builtin/events.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { toolsOf } from './context.ts'
import { objectsOf, until } from './test-kubelet.ts'

test('an Event goes an hour after it was written last', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const { cluster } = await openTestCluster()
  const { client } = toolsOf(cluster, 'test')
  const names = () => objectsOf(cluster, '/events').map(({ metadata }) => metadata.name)
  for (const name of ['once', 'again']) {
    await client.create(events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'default' },
      involvedObject: { namespace: 'default' },
    })
  }
  vi.advanceTimersByTime(1_800_000)
  await client.edit(events, { namespace: 'default', name: 'again' }, (event) => ({ ...event, count: 2 }))
  vi.advanceTimersByTime(1_800_000)
  await until(cluster, () => names().length === 1)
  expect(names()).toEqual(['again'])
  vi.useRealTimers()
  await cluster.close()
})
