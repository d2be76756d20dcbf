import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'

const path = '/apis/batch/v1/namespaces/default/jobs'

function job(spec: object = {}): object {
  const labels = { 'job-name': 'work' }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'work' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] },
      },
      completions: 1,
      ...spec,
    },
  }
}

test('a job whose pods succeed is complete', async () => {
  const { cluster, ask } = await openWorkingCluster(() => 'Succeeded')
  await ask('POST', path, { body: job({ completions: 3, parallelism: 2 }) })
  const { status } = await reach(cluster, 'batch/jobs', 'work', { status: { succeeded: 3, ready: 0 } })
  const why = { reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
  expect(status).toMatchObject({
    terminating: 0,
    startTime: expect.any(String),
    completionTime: expect.any(String),
    uncountedTerminatedPods: {},
    conditions: [
      { type: 'SuccessCriteriaMet', status: 'True', ...why },
      { type: 'Complete', status: 'True', ...why },
    ],
  })
  expect(objectsOf(cluster, '/pods')).toHaveLength(3)
  await until(cluster, () => objectsOf(cluster, '/events').some(({ message }) => message === 'Job completed'))
})

test('an indexed job has a pod of each index', async () => {
  const { cluster, ask } = await openWorkingCluster(() => 'Succeeded')
  await ask('POST', path, { body: job({ completions: 3, parallelism: 3, completionMode: 'Indexed' }) })
  await reach(cluster, 'batch/jobs', 'work', { status: { completedIndexes: '0-2', succeeded: 3 } })
  const pods = objectsOf(cluster, '/pods')
  expect(pods[1]).toMatchObject({
    metadata: {
      generateName: 'work-1-',
      annotations: { 'batch.kubernetes.io/job-completion-index': '1' },
    },
    spec: { hostname: 'work-1', containers: [{ env: [{ name: 'JOB_COMPLETION_INDEX' }] }] },
  })
})

test('a job that fails too often has failed', async () => {
  const { cluster, ask } = await openWorkingCluster(() => 'Failed')
  await ask('POST', path, { body: job({ backoffLimit: 0 }) })
  const why = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
  await reach(cluster, 'batch/jobs', 'work', {
    status: {
      failed: 1,
      conditions: [
        { type: 'FailureTarget', ...why },
        { type: 'Failed', ...why },
      ],
    },
  })
})

test('a job whose deadline is over loses its pods', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: job({ activeDeadlineSeconds: 1 }) })
  await reach(cluster, 'batch/jobs', 'work', {
    status: { conditions: [{ type: 'FailureTarget' }, { type: 'Failed', reason: 'DeadlineExceeded' }] },
  })
  expect(objectsOf(cluster, '/pods')).toEqual([])
})

test('a suspended job has no pods until it goes on', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: job({ suspend: true }) })
  await reach(cluster, 'batch/jobs', 'work', {
    status: { conditions: [{ type: 'Suspended', status: 'True', reason: 'JobSuspended' }] },
  })
  expect(objectsOf(cluster, '/pods')).toEqual([])
  await ask('PATCH', `${path}/work`, {
    body: { spec: { suspend: false } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  await reach(cluster, 'batch/jobs', 'work', {
    status: { active: 1, ready: 1, conditions: [{ type: 'Suspended', status: 'False' }] },
  })
})

test('a job goes after its time to live', async () => {
  const { cluster, ask } = await openWorkingCluster(() => 'Succeeded')
  await ask('POST', path, { body: job({ ttlSecondsAfterFinished: 0 }) })
  await until(cluster, () => objectsOf(cluster, '/pods').length > 0)
  await until(
    cluster,
    () => objectsOf(cluster, 'batch/jobs').length + objectsOf(cluster, '/pods').length === 0,
  )
})
