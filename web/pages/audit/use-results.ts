import type { AuditItem, AuditPage } from '#api/audit.ts'
import { useQuery } from '@tanstack/react-query'
import { readPage, type AuditFilters } from './audit-query.ts'

/** What came of something is known by then, or it is a stream that may be open for hours; in ms. */
const soon = 60_000
const again = 1_000

/** The newest entries with what came of them since they were read, which was at `readAt`; no entry is added. */
export function useResults(newest: AuditPage, readAt: number, filters: AuditFilters): AuditPage {
  const { data: later } = useQuery({
    queryKey: ['audit-results', filters, readAt],
    queryFn: ({ signal }) => readPage(filters, undefined, signal),
    enabled: ({ state }) => isAwaited(withResults(newest, state.data), Date.now()),
    refetchInterval: again,
    gcTime: 0,
  })
  return withResults(newest, later)
}

/** Entries as another reading has them, where they had no result in the first. */
export function withResults(newest: AuditPage, later: AuditPage | undefined): AuditPage {
  if (later === undefined) return newest
  const known = new Map(later.items.map((item) => [item.auditID, item]))
  const resultOf = (item: AuditItem): AuditItem =>
    item.code === undefined ? (known.get(item.auditID) ?? item) : item
  return { ...newest, items: newest.items.map(resultOf) }
}

/** Whether something began so short a time before that what came of it is about to be known. */
export function isAwaited({ items }: AuditPage, now: number): boolean {
  return items.some(({ code, time }) => code === undefined && now - Date.parse(time) < soon)
}
