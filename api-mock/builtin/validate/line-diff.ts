/**
 * A unified diff with three lines of context and no header, found as difflib finds it (Ratcliff and Obershelp:
 * the longest run that both have, then the same left and right of it). Any other diff would be as right, but
 * not what a real server prints. Empty when both texts are the same.
 */
export function lineDiff(before: string, after: string): string {
  const one = before.split('\n')
  const other = after.split('\n')
  return groups(changes(one, other))
    .map((group) => printGroup(group, one, other))
    .join('')
}

/** Lines `from` to `to` of the old text stand against those of the new one. */
interface Span {
  same: boolean
  from: number
  to: number
  newFrom: number
  newTo: number
}

interface Run {
  at: number
  newAt: number
  size: number
}

const context = 3

function changes(one: readonly string[], other: readonly string[]): Span[] {
  const spans: Span[] = []
  let [from, newFrom] = [0, 0]
  const end = { at: one.length, newAt: other.length, size: 0 }
  for (const { at, newAt, size } of [...commonRuns(one, other), end]) {
    if (from < at || newFrom < newAt) spans.push({ same: false, from, to: at, newFrom, newTo: newAt })
    from = at + size
    newFrom = newAt + size
    if (size > 0) spans.push({ same: true, from: at, to: from, newFrom: newAt, newTo: newFrom })
  }
  return spans
}

function commonRuns(one: readonly string[], other: readonly string[]): Run[] {
  const places = placesOf(other)
  const found: Run[] = []
  const search = (low: number, high: number, newLow: number, newHigh: number): void => {
    const run = longestRun(one, other, places, [low, high, newLow, newHigh])
    const { at, newAt, size } = run
    if (size === 0) return
    if (low < at && newLow < newAt) search(low, at, newLow, newAt)
    found.push(run)
    if (at + size < high && newAt + size < newHigh) search(at + size, high, newAt + size, newHigh)
  }
  search(0, one.length, 0, other.length)
  return joined(found)
}

function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (last !== undefined && last.at + last.size === run.at && last.newAt + last.size === run.newAt) {
      result[result.length - 1] = { ...last, size: last.size + run.size }
    } else result.push(run)
  }
  return result
}

/** Where each line is in a text; in a long one, lines that are everywhere are no anchors. */
function placesOf(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  lines.forEach((line, index) => {
    const known = places.get(line)
    if (known === undefined) places.set(line, [index])
    else known.push(index)
  })
  if (lines.length < 200) return places
  const most = Math.floor(lines.length / 100) + 1
  return new Map([...places].filter(([, indices]) => indices.length <= most))
}

function longestRun(
  one: readonly string[],
  other: readonly string[],
  places: Map<string, number[]>,
  [low, high, newLow, newHigh]: [number, number, number, number],
): Run {
  let best: Run = { at: low, newAt: newLow, size: 0 }
  /** How long the run is that ends at a line of the new text. */
  let lengths = new Map<number, number>()
  for (let at = low; at < high; at += 1) {
    const next = new Map<number, number>()
    for (const newAt of places.get(one[at] ?? '') ?? []) {
      if (newAt < newLow || newAt >= newHigh) continue
      const size = (lengths.get(newAt - 1) ?? 0) + 1
      next.set(newAt, size)
      if (size > best.size) best = { at: at - size + 1, newAt: newAt - size + 1, size }
    }
    lengths = next
  }
  let { at, newAt, size } = best
  while (at > low && newAt > newLow && one[at - 1] === other[newAt - 1]) {
    at -= 1
    newAt -= 1
    size += 1
  }
  while (at + size < high && newAt + size < newHigh && one[at + size] === other[newAt + size]) size += 1
  return { at, newAt, size }
}

/** The changes that are printed together, with the lines around them. */
function groups(spans: readonly Span[]): Span[][] {
  const result: Span[][] = []
  let group: Span[] = []
  spans.forEach((span, index) => {
    if (!span.same) group.push(span)
    else if (index === 0) group.push(lastLines(span))
    else if (index === spans.length - 1) group.push(firstLines(span))
    else if (span.to - span.from <= 2 * context) group.push(span)
    else {
      result.push([...group, firstLines(span)])
      group = [lastLines(span)]
    }
  })
  if (group.some(({ same }) => !same)) result.push(group)
  return result
}

function firstLines(span: Span): Span {
  const size = Math.min(context, span.to - span.from)
  return { ...span, to: span.from + size, newTo: span.newFrom + size }
}

function lastLines(span: Span): Span {
  const size = Math.min(context, span.to - span.from)
  return { ...span, from: span.to - size, newFrom: span.newTo - size }
}

function printGroup(group: readonly Span[], one: readonly string[], other: readonly string[]): string {
  const [first, last] = [group[0], group.at(-1)]
  if (first === undefined || last === undefined) return ''
  const header = `@@ -${range(first.from, last.to)} +${range(first.newFrom, last.newTo)} @@\n`
  const lines = group.flatMap(({ same, from, to, newFrom, newTo }) => {
    const old = one.slice(from, to)
    if (same) return old.map((line) => ` ${line}\n`)
    return [...old.map((line) => `-${line}\n`), ...other.slice(newFrom, newTo).map((line) => `+${line}\n`)]
  })
  return header + lines.join('')
}

function range(from: number, to: number): string {
  const size = to - from
  if (size === 1) return String(from + 1)
  return `${size === 0 ? from : from + 1},${size}`
}
