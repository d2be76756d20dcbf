import { project as projectKind } from '#api/kinds/project.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { useObject, useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { useParam } from '#web/ui/use-param.ts'
import EverybodyIcon from '@mui/icons-material/PublicOutlined'
import TeamIcon from '@mui/icons-material/GroupsOutlined'
import PersonIcon from '@mui/icons-material/PersonOutlined'
import Box from '@mui/material/Box'
import { useMemo, type ReactNode } from 'react'
import { membersOf, roleWords, type MemberRow } from './roles.ts'

const icons = { User: PersonIcon, Team: TeamIcon, Everybody: EverybodyIcon }
const kinds: Readonly<Record<MemberRow['kind'], string>> = {
  User: 'Person',
  Team: 'Team',
  Everybody: 'Everybody',
}

const columns: Column<MemberRow>[] = [
  {
    id: 'member',
    header: 'Member',
    value: ({ title }) => title,
    width: { xs: 'auto', sm: '30%' },
  },
  {
    id: 'kind',
    header: 'Kind',
    value: ({ kind }) => kinds[kind],
    cell: ({ kind }) => <KindCell kind={kind} />,
    width: 130,
    from: 'sm',
  },
  {
    id: 'name',
    header: 'Name',
    value: ({ metadata }) => (metadata.name === '*' ? '' : metadata.name),
    from: 'md',
  },
  { id: 'role', header: 'Role', value: ({ role }) => roleWords[role], width: 100 },
  { id: 'from', header: 'By', value: ({ from }) => sentenceOf(from), from: 'sm' },
]

function KindCell({ kind }: Pick<MemberRow, 'kind'>): ReactNode {
  const Icon = icons[kind]
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
      <Icon aria-hidden="true" sx={{ fontSize: 16, color: 'text.secondary' }} />
      {kinds[kind]}
    </Box>
  )
}

/** How somebody comes to be a member: `Owner, team Checkout`. */
function sentenceOf(from: readonly string[]): string {
  const words = [...new Set(from)].join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Teams have pages; people have none yet. */
const href = ({ kind, metadata }: MemberRow): string | undefined =>
  kind === 'Team' ? paths.team(metadata.name) : undefined

export function MembersTab(): ReactNode {
  const { object } = useObject(objectOf(projectKind, useParam('project')))
  const users = useObjects(listOf(userKind))
  const teams = useObjects(listOf(teamKind))
  const rows = useMemo(() => membersOf(object, users, teams), [object, users, teams])
  return (
    <ObjectTable
      what="members"
      objects={rows}
      columns={columns}
      href={href}
      empty={
        <Nothing icon={<PersonIcon />} title="Nobody is a member of this project yet">
          Members make spaces and virtual clusters here, or look at them. Until there are some, only platform
          admins reach the project.
        </Nothing>
      }
    />
  )
}
