import { test } from 'vitest'
import { objectsOf, openWorkingCluster, reach, until } from './test-kubelet.ts'

test('the status of a quota tells what is used, also when that is less again', async () => {
  const { cluster, ask } = await openWorkingCluster()
  const path = '/api/v1/namespaces/default'
  const hard = { pods: '5', 'requests.cpu': '2', 'count/secrets': '10' }
  await ask('POST', `${path}/resourcequotas`, {
    body: { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard } },
  })
  await reach(cluster, '/resourcequotas', 'team', {
    status: { hard, used: { pods: '0', 'requests.cpu': '0', 'count/secrets': '0' } },
  })
  const resources = { requests: { cpu: '250m' } }
  await ask('POST', `${path}/pods`, {
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'main', image: 'nginx', resources }] },
    },
  })
  await reach(cluster, '/resourcequotas', 'team', { status: { used: { pods: '1', 'requests.cpu': '250m' } } })
  await ask('DELETE', `${path}/pods/a`)
  await until(cluster, () => objectsOf(cluster, '/pods').length === 0)
  await reach(cluster, '/resourcequotas', 'team', { status: { used: { pods: '0', 'requests.cpu': '0' } } })
})
