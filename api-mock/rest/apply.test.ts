import { expect, test } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'

test('a quantity that is applied as a number is stored as a text, and applying it again changes nothing', async () => {
  const { cluster, ask } = await openTestCluster()
  const apply = () =>
    ask('PATCH', '/api/v1/namespaces/default/limitranges/usual?fieldManager=test', {
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: 'apiVersion: v1\nkind: LimitRange\nmetadata: {name: usual}\nspec: {limits: [{default: {cpu: 2, memory: 1024Mi}, type: Container}]}',
    })
  const made = await apply()
  expect(made.body.message).toBeUndefined()
  expect(made.body.spec['limits']).toMatchObject([{ default: { cpu: '2', memory: '1Gi' } }])
  expect((await apply()).body.metadata.resourceVersion).toBe(made.body.metadata.resourceVersion)
  await cluster.close()
})
