import { expect, test } from 'vitest'
import { playwrightOutcome, vitestOutcome } from './reports.ts'

test('a Vitest report is counted', () => {
  const report = {
    success: true,
    numFailedTestSuites: 0,
    numPassedTests: 12,
    numFailedTests: 0,
    numPendingTests: 1,
  }
  expect(vitestOutcome(report, 'printed')).toEqual({ passed: 12, failed: 0, skipped: 1, output: 'printed' })
  expect(vitestOutcome({ ...report, success: false, numFailedTests: 2 }, '')).toMatchObject({
    passed: 12,
    failed: 2,
  })
})

test('a test file that cannot be loaded is a failure', () => {
  const report = { success: false, numFailedTestSuites: 1, numPassedTests: 12, numFailedTests: 0 }
  expect(vitestOutcome(report, '')).toMatchObject({ passed: 12, failed: 1 })
})

test('a Playwright report is counted, and a second try is no pass', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] }
  expect(playwrightOutcome(report, '')).toMatchObject({ passed: 7, failed: 2, skipped: 0 })
})

test('a Playwright run that failed outside its tests has failed', () => {
  const report = {
    stats: { expected: 7, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [{ message: 'setup' }],
  }
  expect(playwrightOutcome(report, '')).toMatchObject({ passed: 7, failed: 1 })
})

test.each([vitestOutcome, playwrightOutcome])('a runner that left no report has failed', (outcome) => {
  expect(outcome(undefined, 'crashed')).toMatchObject({ passed: 0, failed: 1 })
})
