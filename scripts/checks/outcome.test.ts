import { expect, test } from 'vitest'
import { closingLine, ofRunner, single, total } from './outcome.ts'

test('checks count as one each and tests as themselves', () => {
  const counts = total([
    single(true, ''),
    single(false, ''),
    ofRunner({ passed: 40, failed: 2, skipped: 1 }, false, ''),
  ])
  expect(counts).toEqual({ passed: 41, failed: 3, skipped: 1 })
  expect(closingLine(counts)).toBe('41 passed, 3 failed, 1 skipped')
  expect(closingLine({ passed: 41, failed: 0, skipped: 0 })).toBe('41 passed, 0 failed')
})

test('a runner that ran nothing has failed', () => {
  expect(ofRunner({ passed: 0, failed: 0, skipped: 3 }, true, '')).toMatchObject({ passed: 0, failed: 1 })
})

test('a runner that failed as a whole has failed, though all its tests passed', () => {
  expect(ofRunner({ passed: 5, failed: 0, skipped: 0 }, false, '')).toMatchObject({ passed: 5, failed: 1 })
})
