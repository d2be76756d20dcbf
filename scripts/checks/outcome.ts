/** What one check or one test runner came to; a check that has no tests of its own counts as one. */
export interface Outcome {
  passed: number
  failed: number
  skipped: number
  /** What the tool printed; shown when something failed. */
  output: string
}

/** The outcome of a check that has no parts. */
export function single(ok: boolean, output: string): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output }
}

/** A runner that ran nothing, or that failed as a whole, is a failure, however many tests it says have passed. */
export function ofRunner(counts: Omit<Outcome, 'output'>, ok: boolean, output: string): Outcome {
  if (counts.passed + counts.failed === 0) {
    return { ...counts, failed: 1, output: `${output}\nNo test was run.\n` }
  }
  if (!ok && counts.failed === 0) return { ...counts, failed: 1, output }
  return { ...counts, output }
}

export function total(outcomes: readonly Outcome[]): Omit<Outcome, 'output'> {
  const sum = (field: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((all, outcome) => all + outcome[field], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The line that ends every run, for people and for machines that read it. */
export function closingLine({ passed, failed, skipped }: Omit<Outcome, 'output'>): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}
