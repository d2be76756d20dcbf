import { expect, test } from 'vitest'
import { planCronJob } from './plan.ts'
import type { JobEntry } from './plan.ts'

const now = Date.parse('2026-01-01T12:00:30Z')

function cronJob(spec: object, status: object = {}) {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', creationTimestamp: '2026-01-01T11:30:00Z' },
    spec: { schedule: '0 * * * *', ...spec },
    status,
  }
}

function job(name: string, ended?: 'Complete' | 'Failed', startedAt = 0): JobEntry {
  const times = { createdAt: startedAt, startedAt, completedAt: ended === undefined ? 0 : startedAt + 1000 }
  return { namespace: 'default', name, uid: name, resourceVersion: '1', owner: 'nightly', ended, ...times }
}

test.each<[string, object, object, JobEntry[], string | undefined]>([
  ['a time has come', {}, {}, [], '2026-01-01T12:00:00Z'],
  ['it was seen to', {}, { lastScheduleTime: '2026-01-01T12:00:00Z' }, [], undefined],
  [
    'of many missed ones the last counts',
    {},
    { lastScheduleTime: '2025-12-01T00:00:00Z' },
    [],
    '2026-01-01T12:00:00Z',
  ],
  ['it is too late', { startingDeadlineSeconds: 10 }, {}, [], undefined],
  ['it is suspended', { suspend: true }, {}, [], undefined],
  ['another one runs', { concurrencyPolicy: 'Forbid' }, {}, [job('a')], undefined],
  ['another one runs beside it', {}, {}, [job('a')], '2026-01-01T12:00:00Z'],
  ['another zone', { schedule: '0 13 * * *', timeZone: 'Europe/Berlin' }, {}, [], '2026-01-01T12:00:00Z'],
])('%s', (_what, spec, status, jobs, expected) => {
  const { schedule } = planCronJob(cronJob(spec, status), jobs, now)
  expect(schedule).toBe(expected === undefined ? undefined : Date.parse(expected))
})

test('the next time is waited for', () => {
  expect(planCronJob(cronJob({}), [], now).recheck).toBe(59.5 * 60_000)
})

test('with Replace the one that runs goes', () => {
  const { remove, schedule } = planCronJob(cronJob({ concurrencyPolicy: 'Replace' }), [job('a')], now)
  expect(remove.map(({ name }) => name)).toEqual(['a'])
  expect(schedule).toBeDefined()
})

test('of the jobs that ended the oldest go', () => {
  const jobs = [1, 2, 3, 4].map((time) => job(`good-${time}`, 'Complete', time * 1000))
  const failed = [job('bad-1', 'Failed', 1000), job('bad-2', 'Failed', 2000)]
  const { remove, status } = planCronJob(cronJob({}), [...jobs, ...failed], now)
  expect(remove.map(({ name }) => name)).toEqual(['good-1', 'bad-1'])
  expect(status.lastSuccessfulTime).toBe('1970-01-01T00:00:05Z')
})

test('a job that ended is told', () => {
  const status = { active: [{ uid: 'a' }], lastScheduleTime: '2026-01-01T12:00:00Z' }
  const { occurrences } = planCronJob(cronJob({}, status), [job('a', 'Complete')], now)
  expect(occurrences).toMatchObject([
    { reason: 'SawCompletedJob', message: 'Saw completed job: a, condition: Complete' },
  ])
})
