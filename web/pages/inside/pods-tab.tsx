import { insideList } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { useShown } from '#web/pages/instance/shown.ts'
import { lookableOf } from '#web/pages/resources/looked-into.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Mark } from '#web/ui/tone.tsx'
import PodIcon from '@mui/icons-material/ViewInArOutlined'
import Box from '@mui/material/Box'
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react'
import { Beside } from './beside.tsx'
import type { Where } from './look.ts'
import { Looking } from './looking.tsx'
import { podKey, podRows, podState, type PodRow } from './pod-row.ts'
import { useReasons } from './unplaced.ts'
import { useOpened } from './use-opened.ts'

// It comes with more than a page full of pods needs.
const Command = lazy(async () => ({ default: (await import('#web/ui/command.tsx')).Command }))
const PodPanel = lazy(async () => ({ default: (await import('./pod-panel.tsx')).PodPanel }))

const columns: Column<PodRow>[] = [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name },
  {
    id: 'namespace',
    header: 'Namespace',
    value: ({ metadata }) => metadata.namespace,
    width: '16%',
    from: 'sm',
  },
  { id: 'ready', header: 'Ready', value: ({ ready }) => ready, width: 86, align: 'right', from: 'sm' },
  {
    id: 'status',
    header: 'Status',
    value: (pod) => podState(pod).words,
    cell: (pod) => <StateMark pod={pod} />,
    tone: (pod) => podState(pod).tone,
    width: 188,
    below: { column: 'name', until: 'sm' },
  },
  {
    id: 'restarts',
    header: 'Restarts',
    value: ({ restarts }) => restarts,
    width: 100,
    align: 'right',
    from: 'lg',
  },
  { id: 'node', header: 'Node', value: ({ node }) => node, width: '14%', from: 'lg' },
  { id: 'ip', header: 'IP', value: ({ ip }) => ip, width: 116, from: 'lg' },
  ageColumn,
]

/** In one namespace it need not be said, and beside details there is less room. */
function columnsFor(isOne: boolean, isBeside: boolean): Column<PodRow>[] {
  const chosen = isOne ? columns.filter(({ id }) => id !== 'namespace') : columns
  return isBeside
    ? chosen.map((column) => (wide.has(column.id) ? { ...column, from: 'xl' } : column))
    : chosen
}

const wide = new Set(['restarts', 'node', 'ip'])

function StateMark({ pod }: { pod: PodRow }): ReactNode {
  const { tone, words } = podState(pod)
  return <Mark tone={tone}>{words}</Mark>
}

export function PodsTab(): ReactNode {
  return (
    <Looking where="inside" what={podRows}>
      {(place) => <Pods where="inside" place={place} />}
    </Looking>
  )
}

export function HostPodsTab(): ReactNode {
  return (
    <Looking where="host" what={podRows}>
      {(place) => <Pods where="host" place={place} />}
    </Looking>
  )
}

function Pods({ where, place }: { where: Where; place: Place }): ReactNode {
  const pods = useInside(insideList(place, podRows))
  return pods === undefined ? (
    <PageSkeleton inside />
  ) : (
    <PodTable where={where} place={place} pods={pods.items} partial={pods.partial === true} />
  )
}

function PodTable({
  where,
  place,
  pods,
  partial,
}: {
  where: Where
  place: Place
  pods: readonly PodRow[]
  partial: boolean
}): ReactNode {
  const objects = useReasons(place, pods)
  const { opened, href, close } = useOpened('pod', podKey)
  const shownHere = useShown()
  const { cluster = '' } = shownHere.instance.spec.clusterRef ?? {}
  const what = where === 'host' ? { cluster } : lookableOf(shownHere)
  const isOne = place.namespace !== undefined
  const isBeside = opened !== undefined
  const loadBulk = useCallback(async () => {
    const { objectBulk } = await import('#web/pages/resources/object-bulk.ts')
    return objectBulk<PodRow>(place, podKind)
  }, [place])
  const shown = useMemo(() => columnsFor(isOne, isBeside), [isOne, isBeside])
  return (
    <Beside
      opened={opened === undefined ? undefined : objects.find((pod) => podKey(pod) === opened)}
      panel={
        opened === undefined ? undefined : (
          <PodPanel key={opened} place={place} what={what} pod={opened} onClose={close} />
        )
      }
    >
      <ObjectTable
        what="pods"
        objects={objects}
        partial={partial}
        columns={shown}
        href={href}
        loadBulk={loadBulk}
        empty={<NoPods where={where} />}
      />
    </Beside>
  )
}

const podKind = { ...podRows, kind: 'Pod', many: 'pods' }

function NoPods({ where }: { where: Where }): ReactNode {
  const { one } = useShown().side
  if (where === 'host') {
    return (
      <Nothing icon={<PodIcon />} title="Nothing runs on the host for this virtual cluster">
        The pod of its control plane appears here, and under other names the pods that run in it.
      </Nothing>
    )
  }
  return (
    <Nothing icon={<PodIcon />} title={`Nothing runs in this ${one} yet`}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        Connect with kubectl and start something; it appears here by itself.
        <Box sx={{ textAlign: 'left' }}>
          <Suspense fallback={null}>
            <Command>kubectl create deployment web --image=nginx</Command>
          </Suspense>
        </Box>
      </Box>
    </Nothing>
  )
}
