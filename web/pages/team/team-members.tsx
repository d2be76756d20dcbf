import { user } from '#api/kinds/user.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

interface Props {
  users: readonly string[]
  /** Groups of the sign-in service whose people are members, too. */
  groups: readonly string[]
  /** Whether the person may change who is in it. */
  editable: boolean
}

/** So many members are shown before somebody asks for all of them. */
const few = 50

export function TeamMembers({ users, groups, editable }: Props): ReactNode {
  const known = new Map(useObjects(listOf(user)).map((object) => [object.metadata.name, titleOf(object)]))
  const [all, setAll] = useState(false)
  const sorted = users.toSorted((one, other) => one.localeCompare(other, undefined, { numeric: true }))
  const shown = all ? sorted : sorted.slice(0, few)
  return (
    <Section title="Members" count={users.length}>
      {users.length === 0 ? (
        <Typography color="textSecondary" sx={{ p: 2 }}>
          Nobody is a member yet.{' '}
          {editable ? 'Members are added with Edit.' : 'Who may edit the team adds members.'}
        </Typography>
      ) : (
        <Table size="small" aria-label="Members" sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow sx={{ height: 36 }}>
              <TableCell>Person</TableCell>
              <TableCell>User name</TableCell>
            </TableRow>
          </TableHead>
          <TableBody
            sx={{ '& td': { whiteSpace: 'normal', py: 0.75 }, '& tr:last-of-type td': { border: 0 } }}
          >
            {shown.map((name) => (
              <TableRow key={name} sx={{ height: 36 }}>
                <TableCell>
                  {known.has(name) ? (
                    <Link component={RouterLink} to={paths.user(name)} underline="hover">
                      {known.get(name)}
                    </Link>
                  ) : (
                    <Typography component="span" variant="body2" color="textSecondary">
                      Not visible to you
                    </Typography>
                  )}
                </TableCell>
                <TableCell>{visible(name)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {shown.length < sorted.length && (
        <Button sx={{ m: 1 }} onClick={() => setAll(true)}>
          Show all {sorted.length}
        </Button>
      )}
      {groups.length > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ px: 1.5, py: 1 }}>
          And everybody in these groups of the sign-in service: {visible(groups.join(', '))}
        </Typography>
      )}
    </Section>
  )
}
