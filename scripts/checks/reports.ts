import { ofRunner, type Outcome } from './outcome.ts'

/** The counts of Vitest's JSON report (https://vitest.dev/guide/reporters#json-reporter). */
export function vitestOutcome(report: unknown, output: string): Outcome {
  const counts = {
    passed: numberAt(report, 'numPassedTests'),
    failed: numberAt(report, 'numFailedTests'),
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  }
  // A file that cannot even be loaded has no tests, and only the suites know.
  return ofRunner(
    counts,
    at(report, 'success') === true && numberAt(report, 'numFailedTestSuites') === 0,
    output,
  )
}

/**
 * The counts of Playwright's JSON report (https://playwright.dev/docs/test-reporters#json-reporter). What
 * passed only on a second try counts as failed: nobody looks at it otherwise.
 */
export function playwrightOutcome(report: unknown, output: string): Outcome {
  const stats = at(report, 'stats')
  const counts = {
    passed: numberAt(stats, 'expected'),
    failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky'),
    skipped: numberAt(stats, 'skipped'),
  }
  const errors = at(report, 'errors')
  return ofRunner(counts, Array.isArray(errors) && errors.length === 0, output)
}

function at(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined
}

function numberAt(value: unknown, field: string): number {
  const number = at(value, field)
  return typeof number === 'number' ? number : 0
}
