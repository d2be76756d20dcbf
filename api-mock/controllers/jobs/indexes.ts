/** No indexed job of a cluster here comes further than this; a status may claim anything. */
const mostIndexes = 100_000

/** Reads the indexes of a job's status, such as `0,2-4`. */
export function parseIndexes(text: string): Set<number> {
  const indexes = new Set<number>()
  for (const part of text.split(',').filter((each) => each !== '')) {
    const [first = 0, last = first] = part.split('-').map(Number)
    for (let index = first; index <= Math.min(last, mostIndexes); index += 1) indexes.add(index)
  }
  return indexes
}

/** Writes indexes as a job's status has them: runs of more than two as their ends. */
export function printIndexes(indexes: Iterable<number>): string {
  const parts: string[] = []
  const sorted = [...indexes].sort((one, other) => one - other)
  for (let start = 0; start < sorted.length;) {
    let end = start
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1
    const first = sorted[start] ?? 0
    const last = sorted[end] ?? 0
    if (end === start) parts.push(String(first))
    else parts.push(end === start + 1 ? `${first},${last}` : `${first}-${last}`)
    start = end + 1
  }
  return parts.join(',')
}
