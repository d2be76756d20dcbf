import type { TableColumn } from '#kube/table.ts'
import type { Watchable } from '#web/data/fold.ts'
import { slim, type Collection } from '#web/data/inside.ts'
import type { Resource } from '#web/data/inside-rights.ts'
import type { Tone } from '#web/ui/tone.tsx'

/** An object as the server's own Table has it. */
export interface CellRow extends Watchable {
  cells: readonly unknown[]
}

/** All objects of a kind as rows of the server's Table, whatever columns it has for them. */
export function cellRows({ group, version, plural }: Resource): Collection<CellRow> {
  return {
    group,
    version,
    plural,
    as: 'table',
    shape: 'cells',
    keep: ({ metadata }, _, cells = []) => ({ metadata: slim(metadata), cells }),
  }
}

/** What a cell says, for reading and for searching. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined || cell === '<none>') return ''
  if (typeof cell === 'string') return cell
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : JSON.stringify(cell)
}

const units: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3_600, m: 60, s: 1 }

/** Seconds of what the server writes as `2d3h`; undefined where it is no duration. */
export function secondsOf(text: string): number | undefined {
  if (!/^(?:\d+[ydhms])+$/.test(text)) return undefined
  return [...text.matchAll(/(\d+)([ydhms])/g)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (units[unit] ?? 1),
    0,
  )
}

/** By what a column is put in order: numbers by size, dates and durations by time, all else as text. */
export function cellValue({ type }: Pick<TableColumn, 'type'>, cell: unknown): string | number | undefined {
  if ((type === 'integer' || type === 'number') && typeof cell === 'number') return cell
  const text = cellText(cell)
  // The youngest is the first, as with ages.
  if (isTime(text)) return -Date.parse(text)
  if (type === 'date') return secondsOf(text)
  return text
}

const tones: Readonly<Record<string, Tone>> = {
  ...toned(
    'good',
    'Running Completed Complete Succeeded Bound Active Ready Available Healthy Synced Established True',
  ),
  ...toned(
    'pending',
    'Pending ContainerCreating PodInitializing Progressing Suspended Released Unknown False',
  ),
  ...toned(
    'bad',
    'Failed Error Lost CrashLoopBackOff ImagePullBackOff ErrImagePull OOMKilled Degraded NotReady',
  ),
  ...toned('warn', 'Warning Unschedulable Evicted Ready,SchedulingDisabled'),
  ...toned('leaving', 'Terminating Deleting'),
}

function toned(tone: Tone, words: string): Record<string, Tone> {
  return Object.fromEntries(words.split(' ').map((word) => [word, tone]))
}

/** What a word of state means; undefined for a word of which that is not known. */
export function toneOfWord(word: string): Tone | undefined {
  return Object.hasOwn(tones, word) ? tones[word] : undefined
}

const aboutState =
  /^(status|phase|state|ready|health|healthy|synced|available|condition|type|complete|completions)$/i

/** How a cell looks that says how its object is; undefined where it says something else. */
export function cellTone({ name }: Pick<TableColumn, 'name'>, cell: unknown): Tone | undefined {
  if (!aboutState.test(name)) return undefined
  const text = cellText(cell)
  const [, up, all] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  if (up !== undefined) return up === all ? undefined : 'pending'
  return toneOfWord(text)
}

/** Whether a text is a moment, as Kubernetes writes it. */
export function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)
}
