import { user, type User } from '#api/kinds/user.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import PersonIcon from '@mui/icons-material/PersonOutlined'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

const columns: Column<User>[] = [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name, width: { xs: 'auto', sm: '15%' } },
  { id: 'displayName', header: 'Display name', value: ({ spec }) => visible(spec.displayName ?? '') },
  { id: 'email', header: 'E-mail', value: ({ spec }) => visible(spec.email ?? ''), width: '22%', from: 'md' },
  {
    id: 'teams',
    header: 'Teams',
    value: ({ status }) => status?.teams?.join(', ') ?? '',
    width: '18%',
    from: 'sm',
  },
  {
    id: 'state',
    header: 'Sign-in',
    value: ({ spec }) => (spec.disabled === true ? 'Disabled' : 'Allowed'),
    cell: ({ spec }) =>
      spec.disabled === true ? <Mark tone="bad">Disabled</Mark> : <Mark tone="good">Allowed</Mark>,
    tone: ({ spec }) => (spec.disabled === true ? 'bad' : 'good'),
    width: 128,
    below: { column: 'name', until: 'sm' },
  },
  ageColumn,
]

const href = ({ metadata }: User): string => paths.user(metadata.name)

export function UsersPage(): ReactNode {
  const users = useObjects(listOf(user))
  return (
    <Page title="Users" height="fill" actions={users.length > 0 && <NewUser />}>
      <ObjectTable
        what="users"
        objects={users}
        columns={columns}
        href={href}
        empty={
          <Nothing icon={<PersonIcon />} title="There is nobody you may see">
            You see yourself, the people of your teams, and everybody once you are admin of a project.
          </Nothing>
        }
      />
    </Page>
  )
}

function NewUser(): ReactNode {
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', user)
  return (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={reason}
      onClick={() => void navigate(paths.newUser())}
    >
      New user
    </ReasonedButton>
  )
}
