import { team, type Team } from '#api/kinds/team.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { ownerHref, usePeople, type People } from '#web/pages/user/use-people.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { ownerWords, titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import GroupsIcon from '@mui/icons-material/GroupsOutlined'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

const loadMenu = () => import('./team/team-menu.tsx')
const TeamMenu = lazy(async () => ({ default: (await loadMenu()).TeamMenu }))
const DeleteTeam = lazy(async () => ({ default: (await import('./team/delete-team.tsx')).DeleteTeam }))

const columnsWith = (people: People): Column<Team>[] => [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name, width: { xs: 'auto', sm: '26%' } },
  {
    id: 'displayName',
    header: 'Display name',
    value: ({ spec }) => visible(spec.displayName ?? ''),
    from: 'sm',
  },
  {
    id: 'members',
    header: 'Members',
    value: ({ spec }) => spec.users?.length ?? 0,
    width: { xs: 96, sm: 112 },
    align: 'right',
  },
  {
    id: 'owner',
    header: 'Owner',
    value: ownerWords,
    to: (object) => ownerHref(people, object),
    width: '22%',
    from: 'md',
  },
  { ...ageColumn, width: 96 },
]

const href = ({ metadata }: Team): string => paths.team(metadata.name)

export function TeamsPage(): ReactNode {
  const teams = useObjects(listOf(team))
  const people = usePeople()
  const columns = useMemo(() => columnsWith(people), [people])
  const [deleting, setDeleting] = useState<Team>()
  const done = (): void => setDeleting(undefined)
  return (
    <Page title="Teams" height="fill" actions={teams.length > 0 && <CreateTeam />}>
      <ObjectTable
        what="teams"
        objects={teams}
        columns={columns}
        href={href}
        prepareMenu={() => void loadMenu()}
        renderMenu={(object, close) => <TeamMenu team={object} onClose={close} onDelete={setDeleting} />}
        empty={<NoTeams />}
      />
      {deleting !== undefined && (
        <Suspense fallback={null}>
          <DeleteTeam team={deleting} title={titleOf(deleting)} onClose={done} onDeleted={done} />
        </Suspense>
      )}
    </Page>
  )
}

function NoTeams(): ReactNode {
  const mayCreate = useReasonAgainst('create', team) === undefined
  return (
    <Nothing
      icon={<GroupsIcon />}
      title={mayCreate ? 'There is no team yet' : 'You are in no team yet'}
      actions={<CreateTeam />}
    >
      A team owns spaces and virtual clusters together: its members share what it has.{' '}
      {mayCreate ? 'Make the first one here.' : 'Ask a platform admin to add you to one.'}
    </Nothing>
  )
}

function CreateTeam(): ReactNode {
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', team)
  return (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={reason}
      onClick={() => void navigate(paths.newTeam())}
    >
      New team
    </ReasonedButton>
  )
}
