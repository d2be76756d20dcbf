import { noShellIn, usualContainer } from '#web/pages/inside/pod-details.ts'
import { openExec } from '#web/terminal/open.ts'
import { useExecReason } from '#web/terminal/use-exec-reason.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'

/** The way into a pod from every part of its page, be it its log: into the container that kubectl would take. */
export function PodShell({ place, object, gone }: Pick<PartProps, 'place' | 'object' | 'gone'>): ReactNode {
  const against = useExecReason(place)
  const container = usualContainer(object)
  const { name: pod, namespace = '' } = object.metadata
  return (
    <ReasonedButton
      variant="outlined"
      reason={against ?? noShellIn(container, gone)}
      onClick={() => openExec({ place, namespace, pod, container: container?.name ?? '' })}
    >
      Shell
    </ReasonedButton>
  )
}
