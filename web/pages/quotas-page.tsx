import { project as projectKind } from '#api/kinds/project.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { Beside } from '#web/pages/inside/beside.tsx'
import { useOpened } from '#web/pages/inside/use-opened.ts'
import { PersonLink } from '#web/pages/user/person-link.tsx'
import { usePeople, type People } from '#web/pages/user/use-people.ts'
import { paths } from '#web/paths.ts'
import { QuotaBar } from '#web/quota/quota-bar.tsx'
import { nearness, quotaList, quotaTitle, shareLeft, type QuotaListRow } from '#web/quota/quota-list.ts'
import { headroomWords, usedWords } from '#web/quota/quota-words.ts'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { Mark, type Tone } from '#web/ui/tone.tsx'
import QuotaIcon from '@mui/icons-material/BarChart'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Fragment, lazy, useMemo, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

const QuotaPanel = lazy(async () => ({ default: (await import('./quotas/quota-panel.tsx')).QuotaPanel }))

const uidOf = ({ metadata }: QuotaListRow): string => metadata.uid

/** Every quota that the person may see; what is nearest to its limit comes first. */
export function QuotasPage(): ReactNode {
  const projects = useObjects(listOf(projectKind))
  const people = usePeople()
  const rows = useMemo(() => quotaList(projects), [projects])
  const { opened, href, close } = useOpened('quota', uidOf)
  const isBeside = opened !== undefined
  const columns = useMemo(() => columnsWith(people, isBeside), [people, isBeside])
  const found = rows.find((row) => uidOf(row) === opened)
  return (
    <Page title="Quotas" height="fill">
      <Beside
        opened={found}
        panel={isBeside && <QuotaPanel key={opened} name={opened} row={found} onClose={close} />}
      >
        <ObjectTable
          what="quotas"
          objects={rows}
          columns={columns}
          href={href}
          empty={<NoQuotas isMember={projects.length > 0} />}
        />
      </Beside>
    </Page>
  )
}

const tones: Readonly<Record<ReturnType<typeof nearness>, Tone>> = {
  over: 'bad',
  full: 'warn',
  near: 'pending',
  free: 'good',
  unknown: 'unknown',
}

function leftWords({ use }: QuotaListRow): string {
  if (use === undefined) return 'Not counted'
  const words = headroomWords(use)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function columnsWith(people: People, isBeside: boolean): Column<QuotaListRow>[] {
  return [
    {
      id: 'headroom',
      header: 'Headroom',
      value: shareLeft,
      cell: (row) => <Mark tone={tones[nearness(row)]}>{leftWords(row)}</Mark>,
      width: { xs: 132, sm: 156 },
    },
    { id: 'quota', header: 'Quota', value: quotaTitle, link: true },
    {
      id: 'project',
      header: 'Project',
      value: ({ title }) => title,
      width: '17%',
      below: { column: 'quota', until: 'sm' },
    },
    {
      id: 'used',
      header: 'Used',
      value: ({ use, limit }) => (use === undefined ? `at most ${limit}` : usedWords(use)),
      cell: (row) => <UsedCell row={row} />,
      width: isBeside ? 84 : 196,
      from: 'sm',
    },
    ...(isBeside
      ? []
      : [
          {
            id: 'consumers',
            header: 'Top consumers',
            value: ({ consumers }: QuotaListRow) =>
              consumers
                .slice(0, 3)
                .map(({ kind, name, used }) => `${people.titleOf(kind, name)} ${used}`)
                .join(', '),
            cell: (row: QuotaListRow) => <TopConsumers row={row} people={people} />,
            width: '30%',
            from: 'md' as const,
          },
        ]),
  ]
}

/** The panel beside has the same links for the keyboard. */
function TopConsumers({ row: { consumers }, people }: { row: QuotaListRow; people: People }): ReactNode {
  return consumers.slice(0, 3).map(({ kind, name, used }, at) => (
    <Fragment key={`${kind} ${name}`}>
      {at > 0 && ', '}
      <PersonLink people={people} kind={kind} name={name} bare tabIndex={-1} /> {used}
    </Fragment>
  ))
}

function UsedCell({ row: { use, limit } }: { row: QuotaListRow }): ReactNode {
  if (use === undefined) return `at most ${limit}`
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box component="span" sx={{ minWidth: 64 }}>
        {usedWords(use)}
      </Box>
      <Box sx={{ flex: 1, display: { xs: 'none', md: 'block' } }}>
        <QuotaBar {...use} />
      </Box>
    </Box>
  )
}

function NoQuotas({ isMember }: { isMember: boolean }): ReactNode {
  if (!isMember) {
    return (
      <Nothing icon={<QuotaIcon />} title="You are in no project yet">
        Quotas say how many spaces and virtual clusters a project may have. An admin of one can make you a
        member.
      </Nothing>
    )
  }
  return (
    <Nothing icon={<QuotaIcon />} title="Nothing is limited">
      No quota limits how many spaces and virtual clusters there are in{' '}
      <Link component={RouterLink} to={paths.projects()}>
        your projects
      </Link>
      . Who may change a project sets quotas among its limits.
    </Nothing>
  )
}
