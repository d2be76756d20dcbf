import { auditPaths } from '#api/audit.ts'
import { useEffect, useState } from 'react'

/** How many entries were written since the list was read; the server tells of each. */
export function useNewer(readAt: number): number {
  const [seen, setSeen] = useState({ readAt, count: 0 })
  if (seen.readAt !== readAt) setSeen({ readAt, count: 0 })
  useEffect(() => {
    const source = new EventSource(auditPaths.follow)
    source.addEventListener('message', () => setSeen((now) => ({ ...now, count: now.count + 1 })))
    return () => source.close()
  }, [])
  return seen.count
}
