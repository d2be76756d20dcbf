import type { AuditItem } from '#api/audit.ts'
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
}

const fromSmall = { display: { xs: 'none', sm: 'table-cell' } }
const fromLarge = { display: { xs: 'none', lg: 'table-cell' } }

/** Entries as they were written, the newest first; nothing is sorted otherwise, for time is what they are about. */
export function AuditTable({ items, opened, href }: Props): ReactNode {
  return (
    <Table aria-label="audit" size="small" sx={{ tableLayout: 'fixed' }}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: { xs: 108, sm: 168 } }}>When</TableCell>
          <TableCell sx={{ ...fromSmall, width: '16%' }}>Who</TableCell>
          <TableCell>Did</TableCell>
          <TableCell sx={{ ...fromSmall, width: '22%' }}>Where</TableCell>
          <TableCell sx={{ ...fromLarge, width: 132 }}>From</TableCell>
          <TableCell sx={{ width: { xs: 108, sm: 148 } }}>Result</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <Row key={item.offset} item={item} href={href(item)} isOpen={opened === String(item.offset)} />
        ))}
      </TableBody>
    </Table>
  )
}

function Row({ item, href, isOpen }: { item: AuditItem; href: string; isOpen: boolean }): ReactNode {
  const { tone, words } = outcomeOf(item)
  return (
    <TableRow selected={isOpen}>
      <TableCell>
        <ClockTime at={item.time} />
      </TableCell>
      <TableCell sx={fromSmall}>{personOf(item)}</TableCell>
      <TableCell title={deedOf(item)}>
        <Link component={RouterLink} to={href}>
          {deedOf(item)}
        </Link>
        <Box sx={{ display: { sm: 'none' }, color: 'text.secondary', fontSize: '0.75rem' }}>
          {personOf(item)}, {placeOf(item)}
        </Box>
      </TableCell>
      <TableCell sx={fromSmall}>{placeOf(item)}</TableCell>
      <TableCell sx={fromLarge} title={visible(item.userAgent)}>
        {visible(item.sourceIP)}
      </TableCell>
      <TableCell>
        <Mark tone={tone}>{words}</Mark>
      </TableCell>
    </TableRow>
  )
}
