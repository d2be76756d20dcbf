import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, reach } from '#api-mock/controllers/test-kubelet.ts'

test('when its time comes, a job is made and runs', async () => {
  let now = Date.parse('2026-01-01T11:59:59.900Z')
  const clock = () => new Date(now)
  const { cluster, ask } = await openWorkingCluster(() => 'Succeeded', { clock })
  const labels = { app: 'nightly' }
  await ask('POST', '/apis/batch/v1/namespaces/default/cronjobs', {
    body: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly' },
      spec: {
        schedule: '0 * * * *',
        concurrencyPolicy: 'Allow',
        jobTemplate: {
          metadata: { labels },
          spec: {
            completions: 1,
            template: {
              metadata: { labels },
              spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] },
            },
          },
        },
      },
    },
  })
  now += 200
  await reach(cluster, 'batch/cronjobs', 'nightly', {
    status: { lastScheduleTime: '2026-01-01T12:00:00Z', lastSuccessfulTime: '2026-01-01T12:00:00Z' },
  })
  expect(objectsOf(cluster, 'batch/jobs')).toMatchObject([
    {
      metadata: {
        name: `nightly-${Date.parse('2026-01-01T12:00:00Z') / 60_000}`,
        labels,
        annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-01T12:00:00Z' },
        ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }],
      },
    },
  ])
})
