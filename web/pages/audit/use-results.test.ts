import type { AuditItem, AuditPage } from '#api/audit.ts'
import { expect, test } from 'vitest'
import { isAwaited, withResults } from './use-results.ts'

const entry = (auditID: string, code?: number): AuditItem => ({
  offset: 0,
  time: '2026-05-01T12:00:00Z',
  auditID,
  user: 'admin',
  verb: 'get',
  requestURI: '/',
  ...(code === undefined ? {} : { code }),
})
const page = (...items: AuditItem[]): AuditPage => ({ items, next: 7 })

test('results that are known later are filled in, and no entry comes or goes', () => {
  const newest = page(entry('b'), entry('a', 201))
  const later = page(entry('c'), entry('b', 409), entry('a', 500))
  expect(withResults(newest, later)).toEqual(page(entry('b', 409), entry('a', 201)))
  expect(withResults(newest, page())).toEqual(newest)
  expect(withResults(newest, undefined)).toBe(newest)
})

test('a result is awaited for a minute', () => {
  const now = Date.parse('2026-05-01T12:00:30Z')
  expect(isAwaited(page(entry('a', 200), entry('b')), now)).toBe(true)
  expect(isAwaited(page(entry('a', 200)), now)).toBe(false)
  expect(isAwaited(page(entry('b')), now + 60_000)).toBe(false)
})
