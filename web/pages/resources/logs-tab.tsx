import { PodLogs } from '#web/logs/pod-logs.tsx'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'

/** What the containers of a pod print. */
export function LogsTab({ place, object: { metadata } }: PartProps): ReactNode {
  const { name, namespace = '' } = metadata
  return <PodLogs place={place} pod={{ namespace, name }} />
}
