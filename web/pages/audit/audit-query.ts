import { auditPaths, type AuditPage } from '#api/audit.ts'
import { request } from '#web/data/client.ts'
import { queryOptions } from '@tanstack/react-query'

/** What is filtered by, as it stands in the address. */
export const auditFilters = ['user', 'verb', 'project', 'object', 'result', 'since'] as const

export type AuditFilters = Partial<Record<(typeof auditFilters)[number], string>>

/** How far back, by words; the server is told a time. */
const spans: Readonly<Record<string, number>> = {
  hour: 3600_000,
  day: 24 * 3600_000,
  week: 7 * 24 * 3600_000,
  month: 30 * 24 * 3600_000,
}

export function filtersIn(params: URLSearchParams): AuditFilters {
  return Object.fromEntries(
    auditFilters.flatMap((name) => {
      const value = params.get(name) ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )
}

/** The filters as the server takes them. */
export function queryOf({ since, ...rest }: AuditFilters, now: number): URLSearchParams {
  const query = new URLSearchParams(rest)
  const span = spans[since ?? '']
  if (span !== undefined) query.set('since', new Date(now - span).toISOString())
  return query
}

/** The newest entries. */
export function newestEntries(filters: AuditFilters) {
  return queryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ signal }) => readPage(filters, undefined, signal),
    // Whoever comes back later sees what is there then; what comes while one looks moves nothing.
    staleTime: 10_000,
  })
}

/** A page of entries, those before an offset. */
export function readPage(filters: AuditFilters, before?: number, signal?: AbortSignal): Promise<AuditPage> {
  const query = queryOf(filters, Date.now())
  if (before !== undefined) query.set('before', String(before))
  return request<AuditPage>('GET', `${auditPaths.page}?${query}`, signal === undefined ? {} : { signal })
}
