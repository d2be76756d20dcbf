import { expect, test } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { reach } from './test-kubelet.ts'

test('a role has the rules of those that it gathers, each once', async () => {
  const { cluster, ask } = await openTestCluster()
  const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] }
  const other = { apiGroups: [''], resources: ['services'], verbs: ['get'] }
  const create = (name: string, role: object, labels = {}) =>
    ask('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name, labels },
        ...role,
      },
    })
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { gathered: 'yes' } }] }
  await create('all', { aggregationRule, rules: [] })
  await create('b', { rules: [rule, other] }, { gathered: 'yes' })
  await create('a', { rules: [rule] }, { gathered: 'yes' })
  await create('c', { rules: [{ ...rule, verbs: ['delete'] }] })
  const { rules } = await reach(cluster, 'rbac.authorization.k8s.io/clusterroles', 'all', {
    rules: [rule, other],
  })
  expect(rules).toHaveLength(2)
  await cluster.close()
})
