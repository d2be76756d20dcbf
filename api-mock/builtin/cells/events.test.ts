import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test('an event of the new kind: no source, no first and last time, but a series', () => {
  const event = {
    regarding: { kind: 'Node' },
    note: ' hello \n',
    reason: 'R',
    type: 'Normal',
    eventTime: '2026-01-01T00:00:00.000000Z',
    reportingController: 'c',
    reportingInstance: 'i',
  }
  const row = {
    'Last Seen': 'since 2026-01-01T00:00:00.000000Z',
    Type: 'Normal',
    Reason: 'R',
    Object: 'node',
    Subobject: '',
    Source: 'c, i',
    Message: 'hello',
    'First Seen': 'since 2026-01-01T00:00:00.000000Z',
    Count: 1,
  }
  expect(rowOf('events.k8s.io/events', event)).toEqual(row)
  const series = { count: 4, lastObservedTime: '2026-01-01T00:05:00.000000Z' }
  expect(rowOf('events.k8s.io/events', { ...event, series })).toEqual({
    ...row,
    'Last Seen': 'since 2026-01-01T00:05:00.000000Z',
    Count: 4,
  })
})
