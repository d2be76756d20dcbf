import type { KubeObject } from '#kube/types.ts'
import { insideList } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { mono } from '#web/theme/theme.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Labels } from '#web/ui/labels.tsx'
import { openExec } from '#web/terminal/open.ts'
import { useExecReason } from '#web/terminal/use-exec-reason.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { Mark, ToneIcon } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { fieldsOf, textOf } from './fields.ts'
import { conditionsOf, containersOf, wholePod, type ContainerState } from './pod-details.ts'
import { PodEvents } from './pod-events.tsx'
import { SidePanel } from './side-panel.tsx'
import { SmallFacts } from './small-facts.tsx'

interface Props {
  place: Place
  /** `namespace/name`, as an address has it: perhaps there is no such pod. */
  pod: string
  onClose: () => void
}

/** All of one pod that helps to see why it is as it is, live. */
export function PodPanel({ place, pod, onClose }: Props): ReactNode {
  const [namespace = '', name = ''] = pod.split('/')
  return (
    <SidePanel title={visible(name)} onClose={onClose}>
      <PageBoundary fallback={<PageSkeleton inside rows={4} />}>
        <PodDetails place={{ root: place.root, namespace: place.namespace ?? namespace }} name={name} />
      </PageBoundary>
    </SidePanel>
  )
}

function PodDetails({ place, name }: { place: Place; name: string }): ReactNode {
  const found = useInside(insideList(place, wholePod(name)))
  const againstExec = useExecReason(place)
  const [last, setLast] = useState<KubeObject>()
  const now = found?.items[0]
  if (now !== undefined && now !== last) setLast(now)
  const pod = now ?? last
  if (found === undefined) return <PageSkeleton inside rows={4} />
  if (pod === undefined) {
    return (
      <Alert severity="info">
        There is no pod of this name any more. Perhaps another one took its place.
      </Alert>
    )
  }
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {now === undefined && <Alert severity="warning">This pod was deleted. This is how it was last.</Alert>}
      <About pod={pod} />
      <Part title="Containers">
        {containersOf(pod).map((container) => (
          <Container
            key={container.name}
            container={container}
            reason={againstExec ?? reasonNoShell(container, now !== undefined)}
            onShell={() =>
              openExec({
                place,
                namespace: pod.metadata.namespace ?? '',
                pod: name,
                container: container.name,
              })
            }
          />
        ))}
      </Part>
      <Part title="Conditions">
        {conditionsOf(pod).map(({ type, tone, message }) => (
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
        ))}
      </Part>
      <Part title="Events">
        <PodEvents place={place} pod={name} />
      </Part>
      {Object.keys(pod.metadata.labels ?? {}).length > 0 && (
        <Part title="Labels">
          <Labels labels={pod.metadata.labels ?? {}} />
        </Part>
      )}
    </Box>
  )
}

function About({ pod }: { pod: KubeObject }): ReactNode {
  const { metadata } = pod
  const { nodeName } = fieldsOf(pod['spec'])
  const { podIP, qosClass } = fieldsOf(pod['status'])
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true)
  const made = metadata.creationTimestamp ?? ''
  const facts: [string, ReactNode][] = [
    ['Namespace', metadata.namespace],
    ['Node', textOf(nodeName) || 'None yet'],
    ['IP', textOf(podIP)],
    ['Belongs to', owner === undefined ? '' : `${owner.kind} ${owner.name}`],
    ['Quality of service', textOf(qosClass)],
    [
      'Created',
      made === '' ? (
        ''
      ) : (
        <>
          <Time at={made} /> (<Age at={made} /> ago)
        </>
      ),
    ],
  ]
  return <SmallFacts facts={facts} />
}

/** Only what runs can be looked into. */
function reasonNoShell({ state }: ContainerState, isThere: boolean): string | undefined {
  if (!isThere) return 'This pod was deleted.'
  return state === 'Running' ? undefined : 'This container is not running.'
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

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Box component="section">
      <Typography variant="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>{children}</Box>
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
