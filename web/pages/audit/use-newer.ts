import { auditPaths, type AuditPage } from '#api/audit.ts'
import { useEffect, useEffectEvent, useState } from 'react'
import { readPage, type AuditFilters } from './audit-query.ts'

interface Shown {
  /** The newest entries as they were read last, and when. */
  newest: AuditPage
  readAt: number
  filters: AuditFilters
  project: string | undefined
}

/**
 * How many entries, of a project where one is meant, were written since the list was read; the server tells of each, and
 * it is asked for those that it could not tell of because nobody listened.
 */
export function useNewer({ newest, readAt, filters, project }: Shown): number {
  const [seen, setSeen] = useState({ readAt, count: 0 })
  if (seen.readAt !== readAt) setSeen({ readAt, count: 0 })
  const onListening = useEffectEvent(async () => {
    // What cannot be asked now is asked when the server is heard of again.
    const page = await readPage(filters).catch(() => newest)
    const missed = newerIn(page, newest)
    setSeen((now) => (now.readAt === readAt ? { readAt, count: Math.max(now.count, missed) } : now))
  })
  useEffect(() => {
    const query = project === undefined ? '' : `?${new URLSearchParams({ project })}`
    const source = new EventSource(auditPaths.follow + query)
    source.addEventListener('open', () => void onListening())
    source.addEventListener('message', () => setSeen((now) => ({ ...now, count: now.count + 1 })))
    return () => source.close()
  }, [project])
  return seen.count
}

/** How many entries of a page are newer than all that is shown. */
export function newerIn({ items }: AuditPage, shown: AuditPage): number {
  const last = shown.items[0]?.offset ?? -1
  return items.filter(({ offset }) => offset > last).length
}
