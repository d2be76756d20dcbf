import { afterEach, expect, test, vi } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'

const opened: { close: () => Promise<void> }[] = []
afterEach(() => Promise.all(opened.splice(0).map((cluster) => cluster.close())))

const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles'

test('a role that sums others has their rules, and from the start', async () => {
  const { ask, cluster } = await openTestCluster()
  opened.push(cluster)
  const before = JSON.stringify(await ask('GET', `${roles}/view`))
  expect(before).toContain('deployments')
  const rules = [{ apiGroups: ['example.io'], resources: ['teams'], verbs: ['get'] }]
  const metadata = { name: 'teams-viewer', labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } }
  await ask('POST', roles, { body: { metadata, rules } })
  for (const name of ['view', 'edit', 'admin']) {
    await vi.waitFor(async () =>
      expect(JSON.stringify(await ask('GET', `${roles}/${name}`))).toContain('example.io'),
    )
  }
  await ask('DELETE', `${roles}/teams-viewer`)
  await vi.waitFor(async () =>
    expect(JSON.stringify(await ask('GET', `${roles}/admin`))).not.toContain('example.io'),
  )
})
