import { expect, test } from 'vitest'
import { budgetStatus } from './disruption-budgets.ts'
import { readPod } from './pods.ts'
import type { PodEntry } from './pods.ts'
import { openWorkingCluster, reach } from './test-kubelet.ts'

const now = Date.parse('2026-01-01T00:01:00Z')

function pod(name: string, more: Partial<PodEntry> = {}): PodEntry {
  return { ...readPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }), readySince: now, ...more }
}

test.each<[object, number, number]>([
  [{ minAvailable: 1 }, 1, 2],
  [{ minAvailable: '50%' }, 3, 0],
  [{ maxUnavailable: 1 }, 4, 0],
  [{ maxUnavailable: '40%' }, 3, 0],
  [{ maxUnavailable: '100%' }, 0, 3],
])('with %j so many must be healthy, and so many may go', (spec, desiredHealthy, disruptionsAllowed) => {
  const object = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, spec }
  const pods = [
    pod('a'),
    pod('b'),
    pod('c'),
    pod('d', { readySince: undefined }),
    pod('e', { deleting: true }),
  ]
  expect(budgetStatus(object, { pods, expected: 5, now })).toMatchObject({
    currentHealthy: 3,
    desiredHealthy,
    disruptionsAllowed,
    conditions: [
      { type: 'DisruptionAllowed', reason: disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods' },
    ],
  })
})

test('the status follows a workload and its pods', async () => {
  const { cluster, ask } = await openWorkingCluster()
  const labels = { app: 'web' }
  await ask('POST', '/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
    body: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web' },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
  })
  await ask('POST', '/apis/apps/v1/namespaces/default/deployments', {
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 3,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
      },
    },
  })
  await reach(cluster, 'policy/poddisruptionbudgets', 'web', {
    status: { expectedPods: 3, currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1 },
  })
})
