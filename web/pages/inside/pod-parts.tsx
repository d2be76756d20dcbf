import type { KubeObject } from '#kube/types.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { openExec } from '#web/terminal/open.ts'
import { useExecReason } from '#web/terminal/use-exec-reason.ts'
import { mono } from '#web/theme/theme.ts'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Age } from '#web/ui/time.tsx'
import { Mark, ToneIcon } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { conditionsOf, containersOf, noShellIn, type ContainerState } from './pod-details.ts'

interface ContainersProps {
  pod: KubeObject
  place: Place
  /** Whether the pod was deleted: this is how it was last. */
  gone: boolean
}

/** The containers of a pod, each with how it is, how it ended before, and the way into it. */
export function Containers({ pod, place, gone }: ContainersProps): ReactNode {
  const against = useExecReason(place)
  const { name, namespace = '' } = pod.metadata
  return containersOf(pod).map((container) => (
    <Container
      key={container.name}
      container={container}
      reason={against ?? noShellIn(container, gone)}
      onShell={() => openExec({ place, namespace, pod: name, container: container.name })}
    />
  ))
}

/** What holds of a pod, and of what does not the reason. */
export function PodConditions({ pod }: { pod: KubeObject }): ReactNode {
  return conditionsOf(pod).map(({ type, tone, message }) => (
    <Box key={type} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <Box sx={{ pt: '2px', lineHeight: 0 }}>
        <ToneIcon tone={tone} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2">
          {type}
          {tone === 'good' ? '' : ': no'}
        </Typography>
        {message !== '' && <Quiet>{sentence(visible(message))}</Quiet>}
      </Box>
    </Box>
  ))
}

interface ContainerProps {
  container: ContainerState
  /** Why no shell can be opened in it. */
  reason: string | undefined
  onShell: () => void
}

function Container({ container, reason, onShell }: ContainerProps): ReactNode {
  const { name, isInit, image, tone, state, message, since, restarts, before } = container
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, px: 1.5, py: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Typography variant="h3" component="p">
          {name}
          {isInit && (
            <Typography component="span" variant="body2" color="textSecondary">
              {' '}
              init container
            </Typography>
          )}
        </Typography>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flex: 'none', maxWidth: '100%' }}>
          <Typography variant="body2" component="span" sx={{ minWidth: 0 }}>
            <Mark tone={tone}>{state}</Mark>
          </Typography>
          <ReasonedButton
            variant="outlined"
            reason={reason}
            aria-label={`Shell in ${visible(name)}`}
            onClick={onShell}
          >
            Shell
          </ReasonedButton>
        </Box>
      </Box>
      <Box sx={{ fontFamily: mono, fontSize: '0.75rem', color: 'text.secondary' }}>{image}</Box>
      {message !== '' && <Typography variant="body2">{sentence(visible(message))}</Typography>}
      <Quiet>
        {since !== '' && (
          <>
            For <Age at={since} />.{' '}
          </>
        )}
        {restarts > 0 && `${restarts} ${restarts === 1 ? 'restart' : 'restarts'}. `}
        {before !== '' && `Before that: ${before}.`}
      </Quiet>
    </Box>
  )
}

function Quiet({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary" component="div">
      {children}
    </Typography>
  )
}
