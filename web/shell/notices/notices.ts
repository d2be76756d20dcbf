import { useSyncExternalStore } from 'react'

/** What somebody is told of something that ended while they were elsewhere. */
export interface Notice {
  id: number
  words: string
  tone: 'good' | 'bad'
  /** Where it can be looked at. */
  to?: string
  /** When that was, RFC 3339. */
  at: string
}

interface Notices {
  /** The last first. */
  all: readonly Notice[]
  /** How many came since they were last looked at. */
  fresh: number
}

/** So many are remembered, in this window. */
const most = 20

const listeners = new Set<() => void>()
let notices: Notices = { all: [], fresh: 0 }
let last = 0

function change(next: Notices): void {
  notices = next
  for (const listener of listeners) listener()
}

/** Tells the person, wherever they are: once for what belongs together, such as a bulk action. */
export function tell(notice: Pick<Notice, 'words' | 'tone' | 'to'>): void {
  last += 1
  const all = [{ ...notice, id: last, at: new Date().toISOString() }, ...notices.all].slice(0, most)
  change({ all, fresh: notices.fresh + 1 })
}

/** They have been seen. */
export function markSeen(): void {
  if (notices.fresh > 0) change({ ...notices, fresh: 0 })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useNotices(): Notices {
  return useSyncExternalStore(subscribe, () => notices)
}
