import { expect, test } from 'vitest'
import { eventRows } from './event-row.ts'

const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'web.1', namespace: 'shop', creationTimestamp: '2026-05-01T12:00:00Z' },
  involvedObject: { kind: 'Pod', name: 'web' },
  reason: 'BackOff',
  type: 'Warning',
}

const keep = (fields: object) => eventRows.keep({ ...event, ...fields }, () => undefined)

test('what happened again was last seen when it happened again', () => {
  const firstTimestamp = '2026-05-01T12:00:01Z'
  expect(
    keep({ firstTimestamp, lastTimestamp: '2026-05-01T12:09:00Z', count: 7, message: 'again ' }),
  ).toMatchObject({
    object: 'Pod web',
    message: 'again',
    count: 7,
    firstSeen: firstTimestamp,
    lastSeen: '2026-05-01T12:09:00Z',
  })
})

test('events of one second are in the order in which they happened', () => {
  const at = (name: string, lastTimestamp: string) =>
    keep({ metadata: { ...event.metadata, name }, lastTimestamp }).lastAt
  const second = '2026-05-01T12:00:01Z'
  const scheduled = at('web.18ab6c25b1fcb600', second)
  const pulling = at('web.18ab6c25b29c4e80', second)
  expect(pulling).toBeGreaterThan(scheduled)
  expect(at('web.1', '2026-05-01T12:00:02Z')).toBeGreaterThan(pulling)
  expect(at('other', second)).toBe(Date.parse(second))
})

test('a series has its own count and time', () => {
  const eventTime = '2026-05-01T12:00:02.123456Z'
  const series = { count: 4, lastObservedTime: '2026-05-01T12:20:00.000000Z' }
  expect(keep({ eventTime, series, firstTimestamp: null, lastTimestamp: null })).toMatchObject({
    count: 4,
    firstSeen: eventTime,
    lastSeen: series.lastObservedTime,
  })
})

test('what says no time was seen when it was made, and once', () => {
  expect(keep({})).toMatchObject({ count: 1, lastSeen: '2026-05-01T12:00:00Z' })
})
