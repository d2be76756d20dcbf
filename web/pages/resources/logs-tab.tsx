import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { lazy, Suspense, type ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'

const PodLogs = lazy(async () => ({ default: (await import('#web/logs/pod-logs.tsx')).PodLogs }))

/** What the containers of a pod print. */
export function LogsTab({ place, object: { metadata } }: PartProps): ReactNode {
  const { name, namespace = '' } = metadata
  return (
    <Suspense fallback={<PageSkeleton inside />}>
      <PodLogs place={place} pod={{ namespace, name }} />
    </Suspense>
  )
}
