import type { AuditItem } from '#api/audit.ts'
import { PersonLink } from '#web/pages/user/person-link.tsx'
import { usePeople, type People } from '#web/pages/user/use-people.ts'
import { ClockTime } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { deedOf, outcomeOf, personOf, placeOf } from './entry-text.ts'

interface Props {
  items: readonly AuditItem[]
  opened: string | undefined
  href: (item: AuditItem) => string
  /** The project that all is of, where it is about one. */
  project?: string | undefined
}

const line = {
  color: 'text.secondary',
  fontSize: '0.75rem',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
}

const fromSmall = { display: { xs: 'none', sm: 'table-cell' } }
const fromLarge = { display: { xs: 'none', lg: 'table-cell' } }

/** Entries as they were written, the newest first; nothing is sorted otherwise, for time is what they are about. */
export function AuditTable({ items, opened, href, project }: Props): ReactNode {
  const people = usePeople()
  return (
    <Table
      aria-label={project === undefined ? 'audit' : 'activity'}
      size="small"
      sx={{ tableLayout: 'fixed' }}
    >
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: { xs: 108, sm: 168 } }}>When</TableCell>
          <TableCell sx={{ ...fromSmall, width: '16%' }}>Who</TableCell>
          <TableCell>Did</TableCell>
          <TableCell sx={{ ...fromSmall, width: '22%' }}>Where</TableCell>
          {project === undefined && <TableCell sx={{ ...fromLarge, width: 132 }}>From</TableCell>}
          <TableCell sx={{ width: { xs: 108, sm: 148 } }}>Result</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <Row
            key={item.offset}
            item={item}
            href={href(item)}
            isOpen={opened === String(item.offset)}
            project={project}
            people={people}
          />
        ))}
      </TableBody>
    </Table>
  )
}

interface RowProps extends Pick<Props, 'project'> {
  item: AuditItem
  href: string
  isOpen: boolean
  people: People
}

function Row({ item, href, isOpen, project, people }: RowProps): ReactNode {
  const { tone, words } = outcomeOf(item)
  const place = placeOf(item, project)
  const name = personOf(item)
  return (
    <TableRow selected={isOpen}>
      <TableCell>
        <ClockTime at={item.time} />
      </TableCell>
      <TableCell sx={fromSmall}>
        <PersonLink people={people} kind="User" name={name} />
      </TableCell>
      <TableCell title={deedOf(item)}>
        <Link component={RouterLink} to={href}>
          {deedOf(item)}
        </Link>
        <Box sx={{ ...line, display: { sm: 'none' } }}>
          {people.titleOf('User', name)}, {place}
        </Box>
      </TableCell>
      <TableCell sx={fromSmall}>{place}</TableCell>
      {project === undefined && (
        <TableCell sx={fromLarge} title={visible(item.userAgent ?? '')}>
          {visible(item.sourceIP ?? '')}
        </TableCell>
      )}
      <TableCell>
        <Mark tone={tone}>{words}</Mark>
      </TableCell>
    </TableRow>
  )
}
