import { fieldsOf, listOf, textOf } from '#web/pages/inside/fields.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ReactNode } from 'react'

/** What holds of an object and what does not, since when and why. */
export function Conditions({ status }: { status: unknown }): ReactNode {
  const conditions = listOf(fieldsOf(status)['conditions'])
  if (conditions.length === 0) return null
  return (
    <Section title="Conditions">
      <Table sx={{ tableLayout: 'fixed' }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: { xs: 'auto', sm: '26%' } }}>Condition</TableCell>
            <TableCell sx={{ width: { xs: 72, sm: 96 } }}>Holds</TableCell>
            <TableCell sx={{ display: wide }}>Why</TableCell>
            <TableCell align="right" sx={{ width: { xs: 64, sm: 72 } }}>
              For
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {conditions.map(({ type, status, reason, message, lastTransitionTime }) => {
            const since = textOf(lastTransitionTime)
            const why = (
              <>
                {visible(textOf(reason))}
                {textOf(message) !== '' && (
                  <Box sx={{ color: 'text.secondary' }}>{sentence(textOf(message))}</Box>
                )}
              </>
            )
            return (
              <TableRow key={textOf(type)} sx={{ '&:last-child td': { borderBottom: 0 } }}>
                <TableCell sx={cellStyle}>
                  {visible(textOf(type))}
                  <Box sx={{ display: { xs: 'block', sm: 'none' } }}>{why}</Box>
                </TableCell>
                <TableCell sx={cellStyle}>{holds[textOf(status)] ?? visible(textOf(status))}</TableCell>
                <TableCell sx={{ ...cellStyle, display: wide }}>{why}</TableCell>
                <TableCell align="right" sx={cellStyle}>
                  {since !== '' && <Age at={since} />}
                </TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
    </Section>
  )
}

const holds: Readonly<Record<string, string>> = { True: 'Yes', False: 'No', Unknown: 'Not known' }
const wide = { xs: 'none', sm: 'table-cell' } as const
const cellStyle = { py: 1, whiteSpace: 'normal', overflowWrap: 'anywhere', verticalAlign: 'top' } as const
