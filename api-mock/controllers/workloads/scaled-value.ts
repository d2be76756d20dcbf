/** A count that is given as a number or as a percentage of a total, such as `25%`; 0 for anything else. */
export function scaledValue(value: unknown, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value
  const [, percent] = /^(\d+)%$/.exec(typeof value === 'string' ? value : '') ?? []
  return percent === undefined ? 0 : round((Number(percent) * total) / 100)
}
