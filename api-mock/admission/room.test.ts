import { afterEach, expect, test, vi } from 'vitest'
import type { Cluster } from '#api-mock/cluster.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'

let open: Cluster | undefined
afterEach(() => open?.close())

test('a full cluster takes no more pods, and everything else', async () => {
  const { cluster, ask } = await openTestCluster()
  open = cluster
  const namespace = '/api/v1/namespaces/default'
  const pod = { metadata: { name: 'one' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }
  const size = vi.spyOn(cluster.store.collection('/pods'), 'size', 'get').mockReturnValue(20_000)
  const refused = await ask('POST', `${namespace}/pods`, { body: pod })
  expect(refused).toMatchObject({
    status: 403,
    body: { message: 'pods "one" is forbidden: this cluster has room for no more than 20000 pods' },
  })
  expect((await ask('POST', `${namespace}/configmaps`, { body: { metadata: { name: 'a' } } })).status).toBe(
    201,
  )
  size.mockReturnValue(19_999)
  expect((await ask('POST', `${namespace}/pods`, { body: pod })).status).toBe(201)
})
