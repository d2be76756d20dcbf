import type { KubeObject } from '#kube/types.ts'
import { checking } from '#web/data/access.ts'
import { insideList } from '#web/data/inside.ts'
import { podLog, rightTo, type Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { Labels } from '#web/ui/labels.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import { paths, type Lookable } from '#web/paths.ts'
import { OwnerLink } from '#web/pages/resources/owner-link.tsx'
import { useKinds } from '#web/pages/resources/use-kinds.ts'
import Button from '@mui/material/Button'
import { Link as RouterLink, useNavigate } from 'react-router'
import { podRows } from './pod-row.ts'
import LogIcon from '@mui/icons-material/SubjectOutlined'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { fieldsOf, textOf } from './fields.ts'
import { wholePod } from './pod-details.ts'
import { Containers, PodConditions } from './pod-parts.tsx'
import { EventsAbout } from './events-about.tsx'
import { SidePanel } from './side-panel.tsx'
import { SmallFacts } from './small-facts.tsx'

interface Props {
  place: Place
  /** What is looked into, for the way to the pod's own page. */
  what: Lookable
  /** `namespace/name`, as an address has it: perhaps there is no such pod. */
  pod: string
  onClose: () => void
}

/** All of one pod that helps to see why it is as it is, live. */
export function PodPanel({ place, what, pod, onClose }: Props): ReactNode {
  const [namespace = '', name = ''] = pod.split('/')
  return (
    <SidePanel title={visible(name)} onClose={onClose}>
      <PageBoundary fallback={<PageSkeleton inside rows={4} />}>
        <PodDetails
          place={{ root: place.root, namespace: place.namespace ?? namespace }}
          what={what}
          name={name}
        />
      </PageBoundary>
    </SidePanel>
  )
}

function PodDetails({ place, what, name }: Pick<Props, 'place' | 'what'> & { name: string }): ReactNode {
  const found = useInside(insideList(place, wholePod(name)))
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
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button component={RouterLink} to={paths.object(what, podRows, pod.metadata)} variant="outlined">
          Open page
        </Button>
        {now !== undefined && (
          <LogsButton place={place} to={paths.object(what, podRows, pod.metadata, 'logs')} />
        )}
      </Box>
      <About pod={pod} what={what} place={place} />
      <Part title="Containers">
        <Containers pod={pod} place={place} gone={now === undefined} />
      </Part>
      <Part title="Conditions">
        <PodConditions pod={pod} />
      </Part>
      <Part title="Events">
        <EventsAbout place={place} kind="Pod" name={name} />
      </Part>
      {Object.keys(pod.metadata.labels ?? {}).length > 0 && (
        <Part title="Labels">
          <Labels labels={pod.metadata.labels ?? {}} />
        </Part>
      )}
    </Box>
  )
}

function LogsButton({ place, to }: { place: Place; to: string }): ReactNode {
  const navigate = useNavigate()
  const { data: allowed, error } = useQuery(rightTo('get', place, podLog))
  const why =
    allowed === false
      ? `Your role does not let you get the logs of pods (pods/log) in namespace ${place.namespace}. An admin of the project can give you one that does.`
      : error === null
        ? checking
        : 'The server could not say whether you may.'
  return (
    <ReasonedButton
      variant="outlined"
      reason={allowed === true ? undefined : why}
      startIcon={<LogIcon />}
      onClick={() => void navigate(to)}
    >
      Logs
    </ReasonedButton>
  )
}

function About({ pod, what, place }: Pick<Props, 'place' | 'what'> & { pod: KubeObject }): ReactNode {
  const { metadata } = pod
  const { nodeName } = fieldsOf(pod['spec'])
  const { podIP, qosClass } = fieldsOf(pod['status'])
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true)
  const kinds = useKinds(place) ?? []
  const made = metadata.creationTimestamp ?? ''
  const facts: [string, ReactNode][] = [
    ['Namespace', metadata.namespace],
    ['Node', textOf(nodeName) || 'None yet'],
    ['IP', textOf(podIP)],
    [
      'Belongs to',
      owner === undefined ? (
        ''
      ) : (
        <OwnerLink key="owner" what={what} kinds={kinds} owner={owner} namespace={metadata.namespace} />
      ),
    ],
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
