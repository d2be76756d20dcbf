import { rightsIn } from '#web/data/inside-rights.ts'
import { preferred, type ServedKind } from '#web/data/kinds-inside.ts'
import { paths } from '#web/paths.ts'
import { FilterField } from '#web/table/filter-field.tsx'
import { useTableAddress } from '#web/table/use-table-address.ts'
import { mono } from '#web/theme/theme.ts'
import { counted } from '#web/ui/name-words.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Section } from '#web/ui/section.tsx'
import BlockedIcon from '@mui/icons-material/LockOutlined'
import SearchOffIcon from '@mui/icons-material/SearchOff'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { Link as RouterLink, useNavigate } from 'react-router'
import { groupsOf, meant, type KindGroup } from './kind-groups.ts'
import { LookInside, LookIntoCluster } from './look-inside.tsx'
import type { LookedInto } from './looked-into.ts'
import { NamespaceChoice } from './namespace-choice.tsx'
import { useKinds } from './use-kinds.ts'
import { useNamespace } from './use-namespace.ts'

export function ResourcesTab(): ReactNode {
  return <LookInside>{(looked) => <Kinds looked={looked} />}</LookInside>
}

export function ClusterResourcesTab(): ReactNode {
  return <LookIntoCluster>{(looked) => <Kinds looked={looked} />}</LookIntoCluster>
}

/** Every kind of objects that there is in something; those that may be listed lead to their objects. */
function Kinds({ looked }: { looked: LookedInto }): ReactNode {
  const { what, one, place } = looked
  const isOne = place.namespace !== undefined
  const [namespace] = useNamespace()
  const where = place.namespace ?? namespace
  const kinds = useKinds(place)
  const { data: rights } = useSuspenseQuery(
    rightsIn({ root: place.root, ...(where === undefined ? {} : { namespace: where }) }),
  )
  if (kinds === undefined) return <PageSkeleton inside />
  const all = preferred(kinds).filter(({ verbs }) => verbs.includes('watch'))
  // What is in no namespace is not part of a space.
  const open = all.filter((kind) => (kind.namespaced || !isOne) && rights.reads(kind) !== false)
  const closed = all.filter((kind) => !open.includes(kind))
  if (open.length === 0) {
    return (
      <Nothing icon={<BlockedIcon />} title={`You may not list anything in this whole ${one}`}>
        {one === 'cluster'
          ? 'Your rights on it end at the namespaces of your spaces and virtual clusters; each of those has a page with all that is in it.'
          : `Your role in this ${one} lets you list nothing. Its owner or an admin of the project can give you one that does.`}
      </Nothing>
    )
  }
  return (
    <Box sx={{ display: 'grid', gap: 2, pb: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Groups
        kinds={open}
        href={(kind) => paths.objects(what, kind, isOne || !kind.namespaced ? undefined : namespace)}
        choice={!isOne && <NamespaceChoice root={place.root} />}
      />
      {closed.length > 0 && <Closed kinds={closed} looked={looked} />}
    </Box>
  )
}

// Nothing is sorted or arranged here; the filter is kept as a table's is.
const nothingElse = { table: 'kinds', columns: [], standardColumns: [], standardSort: [] }

interface GroupsProps {
  kinds: readonly ServedKind[]
  href: (kind: ServedKind) => string
  choice: ReactNode
}

function Groups({ kinds, href, choice }: GroupsProps): ReactNode {
  const navigate = useNavigate()
  const { filter: typed, setFilter: search } = useTableAddress(nothingElse)
  const groups = groupsOf(kinds, typed)
  const list = useRef<HTMLDivElement>(null)
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, rowGap: 1, flexWrap: 'wrap' }}>
        <FilterField
          what="kinds"
          value={typed}
          onChange={search}
          onLeaveDown={() => list.current?.querySelector('a')?.focus()}
          onEnter={(text) => {
            const kind = meant(groupsOf(kinds, text), text)
            if (kind === undefined) return
            // What was looked for is found, and is no filter of what is in it.
            search('')
            void navigate(href(kind))
          }}
          placeholder="A kind, its short name or group"
          wide={choice !== false}
        />
        {choice}
        <Typography variant="body2" color="textSecondary" role="status">
          {counted(groups.flatMap((group) => group.kinds).length, 'kind')}
        </Typography>
      </Box>
      {groups.length === 0 ? (
        <Nothing
          icon={<SearchOffIcon />}
          title={`No kind matches “${typed}”`}
          actions={
            <Button variant="outlined" onClick={() => search('')}>
              Clear filter
            </Button>
          }
        >
          A kind is found by its name, its short name such as deploy, and its group.
        </Nothing>
      ) : (
        <Box ref={list} sx={columnsStyle}>
          {groups.map((group) => (
            <Box key={group.group} sx={{ breakInside: 'avoid', mb: 2 }}>
              <Group group={group} href={href} />
            </Box>
          ))}
        </Box>
      )}
    </>
  )
}

/** Cards of different heights, one under the other in as many columns as there is room for. */
const columnsStyle = { columns: '300px', columnGap: 2 } as const

function Group({
  group: { group, kinds },
  href,
}: {
  group: KindGroup
  href: GroupsProps['href']
}): ReactNode {
  return (
    <Section title={group === '' ? 'core' : group}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {kinds.map((kind) => (
          <Box component="li" key={kind.plural} sx={itemStyle}>
            <Link component={RouterLink} to={href(kind)} underline="hover" sx={linkStyle}>
              {kind.many}
            </Link>
            <Box component="span" sx={shortStyle}>
              {kind.shortNames[0]}
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  )
}

const itemStyle = {
  position: 'relative',
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  gap: 1,
  minHeight: 32,
  px: 2,
  '&:hover': { bgcolor: 'action.hover' },
  '&:not(:first-of-type)': { borderTop: 1, borderColor: 'divider' },
} as const

/** All of its line is to be pressed. */
const linkStyle = {
  minWidth: 0,
  overflowWrap: 'anywhere',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const

const shortStyle = { flex: 'none', color: 'text.secondary', fontFamily: mono, fontSize: '0.75rem' } as const

/** What is there and not for this person, folded away with the reason. */
function Closed({
  kinds,
  looked: { one, place },
}: {
  kinds: readonly ServedKind[]
  looked: LookedInto
}): ReactNode {
  const outside = place.namespace === undefined ? [] : kinds.filter(({ namespaced }) => !namespaced)
  const refused = kinds.filter((kind) => !outside.includes(kind))
  return (
    <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer' } }}>
      <summary>{counted(kinds.length, 'more kind')} that you cannot list here</summary>
      <Box sx={{ display: 'grid', gap: 1.5, mt: 1, maxWidth: 960 }}>
        {outside.length > 0 && (
          <Typography variant="body2">
            In no namespace, and so no part of a space: {namesOf(outside)}.
          </Typography>
        )}
        {refused.length > 0 && (
          <Typography variant="body2">
            {one === 'cluster'
              ? 'Your rights on this cluster do not cover them; a platform admin can give you more: '
              : `Your role in this ${one} does not cover them; its owner or an admin of the project can give you another: `}
            {namesOf(refused)}.
          </Typography>
        )}
      </Box>
    </Box>
  )
}

function namesOf(kinds: readonly ServedKind[]): string {
  return kinds
    .map(({ many }) => many)
    .sort()
    .join(', ')
}
