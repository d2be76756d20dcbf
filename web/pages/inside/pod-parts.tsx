import type { KubeObject } from '#kube/types.ts'
import { mono } from '#web/theme/theme.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Age } from '#web/ui/time.tsx'
import { Mark, ToneIcon } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { conditionsOf, containersOf, type ContainerState } from './pod-details.ts'

/** The containers of a pod, each with how it is and how it ended before. */
export function Containers({ pod }: { pod: KubeObject }): ReactNode {
  return containersOf(pod).map((container) => <Container key={container.name} container={container} />)
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

function Container({ container }: { container: ContainerState }): ReactNode {
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
        <Typography variant="body2" component="span" sx={{ flex: 'none', maxWidth: '100%' }}>
          <Mark tone={tone}>{state}</Mark>
        </Typography>
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
