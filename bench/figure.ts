/** One thing measured. */
export interface Figure {
  what: string
  unit: 'ms' | 'MB' | 'kB' | '/s' | ''
  ours: number
  /** What the bare page or proxy that does only this one thing came to, in the same run. */
  floor?: number
  /** The most (or, for rates, the least) that docs/performance.md allows. */
  budget?: string
}

/** The figures as a table of columns, the ratio being ours to the floor. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['', 'Aerie', 'floor', 'ratio', 'budget']
  const rows = figures.map(({ what, unit, ours, floor, budget = '' }) => [
    what,
    `${readable(ours)} ${unit}`.trim(),
    floor === undefined ? '' : `${readable(floor)} ${unit}`.trim(),
    ratioOf(ours, floor),
    budget,
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}

/** What noise has made negative has no ratio. */
function ratioOf(ours: number, floor: number | undefined): string {
  return floor === undefined || floor <= 0 || ours <= 0 ? '' : (ours / floor).toFixed(2)
}

/** Three digits that say something. */
function readable(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}
