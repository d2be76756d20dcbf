import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { objectsOf, openWorkingCluster, reach } from './test-kubelet.ts'

function deployment(name: string, replicas: number): object {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
    },
  }
}

const path = '/apis/apps/v1/namespaces/default/deployments'

test('what was begun before a restart is finished after it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'controllers-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const options = { path: join(directory, 'cluster.db'), encryptionKey: Buffer.alloc(32) }
  const first = await openTestCluster({ ...options, controllerManager: false })
  await first.ask('POST', path, { body: deployment('web', 3) })
  await first.cluster.close()
  const second = await openTestCluster(options)
  await reach(second.cluster, 'apps/deployments', 'web', { status: { replicas: 3 } })
  await second.cluster.close()
  const { cluster } = await openWorkingCluster(undefined, options)
  await reach(cluster, 'apps/deployments', 'web', { status: { availableReplicas: 3 } })
  expect(objectsOf(cluster, '/pods')).toHaveLength(3)
  expect(objectsOf(cluster, 'apps/replicasets')).toHaveLength(1)
})

test('when all is as it should be, nothing is written', async () => {
  const { cluster, ask } = await openWorkingCluster()
  const ready = { status: { availableReplicas: 2, conditions: [{}, { reason: 'NewReplicaSetAvailable' }] } }
  await ask('POST', path, { body: deployment('web', 2) })
  await reach(cluster, 'apps/deployments', 'web', ready)
  await ask('POST', path, { body: deployment('other', 2) })
  await reach(cluster, 'apps/deployments', 'other', ready)
  const written: string[] = []
  cluster.store.subscribe((changes) => {
    for (const { resource, current } of changes) written.push(`${resource} ${current.name}`)
  })
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(written.filter((each) => !each.startsWith('/events'))).toEqual([])
})
