import { insideList, type Collection } from '#web/data/inside.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { podRows, podState, type PodRow } from '#web/pages/inside/pod-row.ts'
import { useReasons } from '#web/pages/inside/unplaced.ts'
import { paths } from '#web/paths.ts'
import { Section } from '#web/ui/section.tsx'
import { counted } from '#web/ui/name-words.ts'
import { rowStyle } from '#web/ui/row-style.ts'
import { Age } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { LookedInto } from './looked-into.ts'

interface Props {
  looked: LookedInto
  place: Place
  /** Which pods: by labels, or by a field. */
  chosen: Pick<Collection<PodRow>, 'labelSelector' | 'fieldSelector'>
  title?: string
  /** What it means that there are none. */
  none: string
}

/** So many are read at a glance; the rest comes on demand. */
const few = 20

/** The pods of something, live: those that are not well first. */
export function PodsOf(props: Props): ReactNode {
  const { place, chosen, title = 'Pods' } = props
  const { data: allowed } = useSuspenseQuery(rightToRead(place, podRows))
  if (!allowed) {
    return (
      <Section title={title}>
        <Note>Your role does not let you see pods here.</Note>
      </Section>
    )
  }
  return <Listed key={chosen.labelSelector ?? chosen.fieldSelector} {...props} title={title} />
}

function Listed({ looked, place, chosen, title = '', none }: Props): ReactNode {
  const list = useInside(insideList(place, { ...podRows, ...chosen }))
  const pods = useReasons(place, list?.items ?? [])
  const [all, setAll] = useState(false)
  const sorted = pods.toSorted(
    (one, other) => badness(one) - badness(other) || one.metadata.name.localeCompare(other.metadata.name),
  )
  const shown = all ? sorted : sorted.slice(0, few)
  return (
    <Section title={title} {...(list === undefined ? {} : { count: pods.length })}>
      {list === undefined && <Note>Asking for them…</Note>}
      {list !== undefined && pods.length === 0 && <Note>{none}</Note>}
      <Box component="ul" aria-label={title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {shown.map((pod) => (
          <Pod key={pod.metadata.uid ?? pod.metadata.name} pod={pod} looked={looked} />
        ))}
      </Box>
      {shown.length < pods.length && (
        <Box sx={{ ...rowStyle, py: 0.5, borderTop: 1, borderColor: 'divider' }}>
          <Button onClick={() => setAll(true)}>Show all {pods.length}</Button>
        </Box>
      )}
    </Section>
  )
}

const order = ['bad', 'warn', 'pending', 'leaving', 'unknown', 'asleep', 'good']

function badness(pod: PodRow): number {
  return order.indexOf(podState(pod).tone)
}

function Pod({ pod, looked }: { pod: PodRow; looked: LookedInto }): ReactNode {
  const { metadata, ready, restarts, node } = pod
  const { tone, words } = podState(pod)
  return (
    <Box component="li" sx={{ ...rowStyle, ...podStyle }}>
      <Link
        component={RouterLink}
        to={paths.object(looked.what, podRows, metadata)}
        underline="hover"
        sx={{
          flex: { xs: '1 1 100%', sm: '1 1 200px' },
          minWidth: 0,
          fontWeight: 550,
          overflowWrap: 'anywhere',
        }}
      >
        {metadata.name}
      </Link>
      <Box sx={{ flex: '0 0 auto', maxWidth: '60%' }}>
        <Mark tone={tone}>{visible(words)}</Mark>
      </Box>
      <Quiet width={44}>{ready}</Quiet>
      {restarts > 0 && <Quiet width={82}>{counted(restarts, 'restart')}</Quiet>}
      <Box sx={{ display: { xs: 'none', md: 'block' } }}>
        <Quiet width={130}>{visible(node)}</Quiet>
      </Box>
      <Box sx={{ ml: 'auto', textAlign: 'right' }}>
        <Quiet width={44}>
          <Age at={metadata.creationTimestamp ?? ''} />
        </Quiet>
      </Box>
    </Box>
  )
}

const podStyle = {
  display: 'flex',
  flexWrap: { xs: 'wrap', sm: 'nowrap' },
  alignItems: 'center',
  columnGap: 1.5,
  minHeight: 36,
  py: 0.5,
} as const

function Quiet({ width, children }: { width: number; children: ReactNode }): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary" component="div" noWrap sx={{ width, flex: 'none' }}>
      {children}
    </Typography>
  )
}

function Note({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary" sx={{ px: 2, py: 1.5 }}>
      {children}
    </Typography>
  )
}
