import type { Watchable } from '#web/data/fold.ts'
import { slim, type Collection } from '#web/data/inside.ts'
import type { Tone } from '#web/ui/tone.tsx'

/** A pod as its row shows it. */
export interface PodRow extends Watchable {
  /** Containers that are ready, of all: `1/2`. */
  ready: string
  /** In the word that kubectl has for it, or the scheduler. */
  status: string
  restarts: number
  /** '' while it has none. */
  node: string
  ip: string
}

/** Pods as the server's Table has them: as many as there may be, their specs would be most of the bytes. */
export const podRows: Collection<PodRow> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  as: 'table',
  keep: ({ metadata }, cell) => ({
    metadata: slim(metadata),
    ready: textOf(cell('Ready')),
    status: textOf(cell('Status')),
    // `3 (5m ago)` was true when it was said; when it was is in the details.
    restarts: Number.parseInt(textOf(cell('Restarts')), 10) || 0,
    node: textOf(cell('Node')),
    ip: textOf(cell('IP')),
  }),
}

function textOf(cell: unknown): string {
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell) : ''
  return text === '<none>' ? '' : text
}

export interface PodState {
  tone: Tone
  words: string
}

const onTheWay = new Set(['Pending', 'ContainerCreating', 'PodInitializing', 'SchedulingGated', 'NotReady'])

/** How a pod is, in the words that people search for, and whether that is good. */
export function podState({ status, ready, node }: Omit<PodRow, 'metadata' | 'restarts' | 'ip'>): PodState {
  if (status === 'Running') {
    const [up, all] = ready.split('/')
    return up === all ? { tone: 'good', words: status } : { tone: 'pending', words: 'Running, not ready' }
  }
  if (status === 'Completed' || status === 'Succeeded') return { tone: 'good', words: 'Completed' }
  if (status === 'Unschedulable') return { tone: 'warn', words: status }
  if (status === 'Terminating') return { tone: 'leaving', words: status }
  if (status === 'Pending' && node === '') return { tone: 'pending', words: 'Pending, on no node' }
  if (onTheWay.has(status) || /^Init:\d+\/\d+$/.test(status)) return { tone: 'pending', words: status }
  if (status === '' || status === 'Unknown') return { tone: 'unknown', words: 'Unknown' }
  return { tone: 'bad', words: status }
}

/** A pod by the name under which an address opens it. */
export function podKey({ metadata: { name, namespace = '' } }: Watchable): string {
  return `${namespace}/${name}`
}
