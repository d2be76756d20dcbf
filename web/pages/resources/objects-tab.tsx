import { insideList } from '#web/data/inside.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { kindAt } from '#web/data/kinds-inside.ts'
import { useInside } from '#web/data/use-inside.ts'
import { paths, typedIn } from '#web/paths.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { visible } from '#web/ui/visible.ts'
import { apiVersionOf } from '#kube/types.ts'
import BackIcon from '@mui/icons-material/ArrowBack'
import KindIcon from '@mui/icons-material/CategoryOutlined'
import BlockedIcon from '@mui/icons-material/LockOutlined'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useMemo, type ReactNode } from 'react'
import { Link as RouterLink, useParams } from 'react-router'
import { cellColumns } from './cell-columns.tsx'
import { cellRows, type CellRow } from './cell-words.ts'
import { LookInside, LookIntoCluster } from './look-inside.tsx'
import type { LookedInto } from './looked-into.ts'
import { NamespaceChoice } from './namespace-choice.tsx'
import { notReadable, type Within } from './readable.ts'
import { useKinds } from './use-kinds.ts'
import { useNamespace } from './use-namespace.ts'

export function ObjectsTab(): ReactNode {
  return <LookInside>{(looked) => <Objects looked={looked} />}</LookInside>
}

export function ClusterObjectsTab(): ReactNode {
  return <LookIntoCluster>{(looked) => <Objects looked={looked} />}</LookIntoCluster>
}

/** The objects of one kind in something, as its API server would print them, live. */
function Objects({ looked }: { looked: LookedInto }): ReactNode {
  const { what, place } = looked
  const typed = typedIn(useParams())
  const [namespace] = useNamespace()
  const kinds = useKinds(place)
  if (kinds === undefined) return <PageSkeleton inside />
  const kind = kindAt(kinds, typed)
  const chosen = kind?.namespaced === true ? (place.namespace ?? namespace) : undefined
  const why = notReadable(looked, typed, kind)
  return (
    <>
      <Head
        title={kind?.many ?? visible(typed.plural)}
        of={visible(apiVersionOf(typed))}
        back={paths.resources(what, place.namespace === undefined ? namespace : undefined)}
        choice={
          kind?.namespaced === true && place.namespace === undefined && <NamespaceChoice root={place.root} />
        }
      />
      {kind === undefined || why !== undefined ? (
        <Nothing icon={<KindIcon />} title={why?.title ?? ''}>
          {why?.why}
        </Nothing>
      ) : (
        <Allowed
          key={`${kind.group}/${kind.plural}/${chosen ?? ''}`}
          looked={looked}
          kind={kind}
          place={{ root: place.root, ...(chosen === undefined ? {} : { namespace: chosen }) }}
        />
      )}
    </>
  )
}

interface HeadProps {
  title: string
  of: string
  back: string
  choice: ReactNode
}

function Head({ title, of, back, choice }: HeadProps): ReactNode {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, rowGap: 1, flexWrap: 'wrap' }}>
      <Link component={RouterLink} to={back} underline="hover" color="textSecondary" sx={backStyle}>
        <BackIcon aria-hidden="true" sx={{ fontSize: 16 }} />
        All kinds
      </Link>
      <Typography variant="h2" sx={{ minWidth: 0 }}>
        {title}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {of}
      </Typography>
      {choice !== false && <Box sx={{ ml: { sm: 'auto' }, minWidth: 0 }}>{choice}</Box>}
    </Box>
  )
}

const backStyle = { display: 'inline-flex', alignItems: 'center', gap: 0.5, flex: 'none' } as const

function Allowed({ looked, kind, place }: Within): ReactNode {
  const { data: allowed } = useSuspenseQuery(rightToRead(place, kind))
  if (allowed) return <Listed looked={looked} kind={kind} place={place} />
  const { one } = looked
  const where = place.namespace === undefined ? 'here' : `in namespace ${visible(place.namespace)}`
  return (
    <Nothing icon={<BlockedIcon />} title={`You may not list ${kind.many} ${where}`}>
      {one === 'cluster'
        ? 'Your rights on this cluster do not cover them. A platform admin can give you more.'
        : `Your role in this ${one} does not cover them. Its owner or an admin of the project can give you one that does.`}
    </Nothing>
  )
}

function Listed({ looked: { what, one }, kind, place }: Within): ReactNode {
  const list = useInside(insideList(place, cellRows(kind)))
  const several = kind.namespaced && place.namespace === undefined
  const definitions = list?.columns
  const columns = useMemo(() => cellColumns(definitions ?? [], several), [definitions, several])
  const href = useMemo(
    () =>
      ({ metadata }: CellRow) =>
        paths.object(what, kind, metadata),
    [what, kind],
  )
  const loadBulk = useCallback(async () => {
    const { objectBulk } = await import('./object-bulk.ts')
    return objectBulk<CellRow>(place, kind)
  }, [place, kind])
  if (list === undefined) return <PageSkeleton inside />
  return (
    <ObjectTable
      what={kind.many}
      table={`${kind.group === '' ? 'core' : kind.group}/${kind.plural}`}
      one={kind.kind}
      objects={list.items}
      partial={list.partial === true}
      columns={columns}
      href={href}
      {...(kind.verbs.includes('delete') ? { loadBulk } : {})}
      empty={
        <Nothing icon={<KindIcon />} title={`No ${kind.many} ${whereOf(place, one)}`}>
          As soon as there are some, they appear here by themselves.
        </Nothing>
      }
    />
  )
}

function whereOf({ namespace }: Place, one: LookedInto['one']): string {
  return namespace === undefined || one === 'space' ? `in this ${one}` : `in namespace ${visible(namespace)}`
}
