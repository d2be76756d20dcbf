import { expect, test } from 'vitest'
import { isTimeZone, nextTime, parseCron } from './cron.ts'

function next(schedule: string, after: string, timeZone?: string): string | undefined {
  return nextTime(parseCron(schedule), new Date(after), timeZone)?.toISOString()
}

test.each([
  ['* * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:01:00.000Z'],
  ['*/15 * * * *', '2026-01-01T00:44:59Z', '2026-01-01T00:45:00.000Z'],
  ['5/20 * * * *', '2026-01-01T00:06:00Z', '2026-01-01T00:25:00.000Z'],
  ['0 0 * * *', '2026-12-31T00:00:00Z', '2027-01-01T00:00:00.000Z'],
  ['30 8-17/3 * * mon-fri', '2026-01-02T17:31:00Z', '2026-01-05T08:30:00.000Z'],
  ['0 12 29 2 ?', '2026-03-01T00:00:00Z', '2028-02-29T12:00:00.000Z'],
  ['0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
  ['0 0 13 */1 *', '2026-01-01T00:00:00Z', '2026-01-13T00:00:00.000Z'],
  ['0 0 */2 * 1', '2026-01-01T12:00:00Z', '2026-01-03T00:00:00.000Z'],
  ['0 0 1 JAN,Jul *', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
  ['@hourly', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00.000Z'],
  ['@weekly', '2026-01-01T00:00:00Z', '2026-01-04T00:00:00.000Z'],
  ['@every 1h30m', '2026-01-01T00:00:00.700Z', '2026-01-01T01:30:00.000Z'],
  ['@every 2562047h', '2026-01-01T00:00:00Z', '2318-04-12T23:00:00.000Z'],
  ['@every 100ms', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01.000Z'],
])('%s after %s is %s', (schedule, after, expected) => {
  expect(next(schedule, after)).toBe(expected)
})

test('a day that never comes has no next time', () => {
  expect(next('0 0 30 2 *', '2026-01-01T00:00:00Z')).toBeUndefined()
})

test('the clock is that of the time zone', () => {
  expect(next('0 9 * * *', '2026-07-01T00:00:00Z', 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z')
  expect(next('0 9 * * *', '2026-01-01T00:00:00Z', 'Asia/Kolkata')).toBe('2026-01-01T03:30:00.000Z')
  expect(next('TZ=Asia/Tokyo 0 9 * * *', '2026-01-01T00:00:00Z')).toBe('2026-01-02T00:00:00.000Z')
})

test('an hour that the clock skips fires nothing, one that it repeats fires twice', () => {
  const spring = '2026-03-28T12:00:00Z'
  expect(next('30 2 * * *', spring, 'Europe/Berlin')).toBe('2026-03-30T00:30:00.000Z')
  const first = next('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin')
  expect(first).toBe('2026-10-25T00:30:00.000Z')
  expect(next('30 2 * * *', first ?? '', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z')
})

test('a day whose midnight the clock skips begins an hour later', () => {
  expect(next('0 * 6 9 *', '2026-09-05T12:00:00Z', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
})

test.each([
  ['', 'empty spec string'],
  ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['5-3 * * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['@often', 'unrecognized descriptor: @often'],
  ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
  ['@every 2562048h', 'failed to parse duration @every 2562048h: time: invalid duration "2562048h"'],
  ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
  ['TZ=Mars/Olympus * * * * *', 'provided bad location Mars/Olympus: unknown time zone Mars/Olympus'],
])('%s is refused: %s', (schedule, message) => {
  expect(() => parseCron(schedule)).toThrow(new Error(message))
})

test('a time zone is known by its name', () => {
  expect(['Europe/Berlin', 'UTC', 'Etc/GMT+5'].map(isTimeZone)).toEqual([true, true, true])
  expect(['Mars/Olympus', '+01:00', 'utc', ''].map(isTimeZone)).toEqual([false, false, false, false])
})
