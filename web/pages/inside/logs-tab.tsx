import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { lazy, Suspense, type ReactNode } from 'react'
import { Looking } from './looking.tsx'
import { podRows } from './pod-row.ts'

const PodLogs = lazy(async () => ({ default: (await import('#web/logs/pod-logs.tsx')).PodLogs }))

/** The logs of one pod of a space or a virtual cluster. */
export function LogsTab(): ReactNode {
  const namespace = useParam('namespace')
  const name = useParam('pod')
  return (
    <Looking where="inside" what={podRows}>
      {(place) => (
        <Suspense fallback={<PageSkeleton inside />}>
          <PodLogs key={`${namespace}/${name}`} place={place} pod={{ namespace, name }} />
        </Suspense>
      )}
    </Looking>
  )
}
