import { project as projectKind } from '#api/kinds/project.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf, objectOf, self } from '#web/data/queries.ts'
import { useObject, useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { who } from '#web/shell/who.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import EverybodyIcon from '@mui/icons-material/PublicOutlined'
import TeamIcon from '@mui/icons-material/GroupsOutlined'
import PersonIcon from '@mui/icons-material/PersonOutlined'
import Box from '@mui/material/Box'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { introducedIn, nobody } from './introduced.ts'
import type { MemberChange } from './member-dialog.tsx'
import { membersOf, roleMeanings, roleWords, type MemberRow } from './roles.ts'

const loadMenu = () => import('./member-menu.tsx')
const MemberMenu = lazy(async () => ({ default: (await loadMenu()).MemberMenu }))
const MemberDialog = lazy(async () => ({ default: (await import('./member-dialog.tsx')).MemberDialog }))

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
    width: { xs: 'auto', sm: '28%' },
  },
  {
    id: 'kind',
    header: 'Kind',
    value: ({ kind }) => kinds[kind],
    cell: ({ kind }) => <KindCell kind={kind} />,
    width: 112,
    from: 'sm',
  },
  {
    id: 'name',
    header: 'Name',
    value: ({ metadata }) => (metadata.name === '*' ? '' : visible(metadata.name)),
    from: 'md',
  },
  { id: 'role', header: 'Role', value: ({ role }) => roleWords[role], width: 84 },
  { id: 'from', header: 'How', value: ({ from }) => sentenceOf(from), width: '30%', from: 'sm' },
]

function KindCell({ kind }: Pick<MemberRow, 'kind'>): ReactNode {
  const Icon = icons[kind]
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'middle', gap: 0.75 }}
    >
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

const href = ({ kind, seen, metadata }: MemberRow): string | undefined => {
  if (!seen) return undefined
  return kind === 'Team' ? paths.team(metadata.name) : paths.user(metadata.name)
}

export function MembersTab(): ReactNode {
  const { object } = useObject(objectOf(projectKind, useParam('project')))
  const { data = nobody } = useQuery(introducedIn(object))
  const users = useObjects(listOf(userKind))
  const teams = useObjects(listOf(teamKind))
  const me = who(useSuspenseQuery(self).data)
  const against = useReasonAgainst('patch', projectKind, object.metadata.name)
  const [asked, setAsked] = useState<MemberChange>()
  const rows = useMemo(() => membersOf(object, users, teams, data), [object, users, teams, data])
  const add = (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={against}
      onClick={() => setAsked({ what: 'add' })}
    >
      Add member
    </ReasonedButton>
  )
  const close = (): void => setAsked(undefined)
  return (
    <>
      {rows.length > 0 && <Roles />}
      <ObjectTable
        what="members"
        objects={rows}
        columns={columns}
        href={href}
        action={add}
        prepareMenu={() => void loadMenu()}
        renderMenu={(row, done) => (
          <MemberMenu
            row={row}
            against={against}
            isMe={row.kind === 'User' && row.metadata.name === me.user}
            onClose={done}
            onAsk={setAsked}
          />
        )}
        empty={
          <Nothing icon={<PersonIcon />} title="Nobody is a member of this project yet" actions={add}>
            Members make spaces and virtual clusters here, or look at them. Until there are some, only
            platform admins reach the project.
          </Nothing>
        }
      />
      {asked !== undefined && (
        <Suspense fallback={null}>
          <MemberDialog project={object} asked={asked} onClose={close} onDone={close} />
        </Suspense>
      )}
    </>
  )
}

/** What each role lets somebody do. */
function Roles(): ReactNode {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        flex: 'none',
        display: 'grid',
        columnGap: 4,
        rowGap: 0.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 1fr))' },
        fontSize: '0.8125rem',
      }}
    >
      {(['admin', 'user', 'viewer'] as const).map((role) => (
        <Box key={role}>
          <Box component="dt" sx={{ display: 'inline', fontWeight: 600, mr: 0.75 }}>
            {roleWords[role]}
          </Box>
          <Box component="dd" sx={{ display: 'inline', m: 0, color: 'text.secondary' }}>
            {roleMeanings[role]}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
