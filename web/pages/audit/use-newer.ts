import { auditPaths } from '#api/audit.ts'
import { useEffect, useState } from 'react'

/** How many entries, of a project where one is meant, were written since the list was read; the server tells of each. */
export function useNewer(readAt: number, project?: string): number {
  const [seen, setSeen] = useState({ readAt, count: 0 })
  if (seen.readAt !== readAt) setSeen({ readAt, count: 0 })
  useEffect(() => {
    const query = project === undefined ? '' : `?${new URLSearchParams({ project })}`
    const source = new EventSource(auditPaths.follow + query)
    source.addEventListener('message', () => setSeen((now) => ({ ...now, count: now.count + 1 })))
    return () => source.close()
  }, [project])
  return seen.count
}
