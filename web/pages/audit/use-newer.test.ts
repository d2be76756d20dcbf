import type { AuditItem, AuditPage } from '#api/audit.ts'
import { expect, test } from 'vitest'
import { newerIn } from './use-newer.ts'

const page = (...offsets: number[]): AuditPage => ({
  items: offsets.map((offset): AuditItem => ({
    offset,
    time: '2026-05-01T12:00:00Z',
    auditID: String(offset),
    user: 'admin',
    verb: 'get',
    requestURI: '/',
  })),
})

test('what was written while nobody listened is counted, and nothing twice', () => {
  expect(newerIn(page(30, 20, 10), page(10))).toBe(2)
  expect(newerIn(page(10), page(10))).toBe(0)
  expect(newerIn(page(10), page())).toBe(1)
  expect(newerIn(page(), page(10))).toBe(0)
})
