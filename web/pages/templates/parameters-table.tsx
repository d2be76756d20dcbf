import type { AppParameter } from '#api/parameters.ts'
import { visible } from '#web/ui/visible.ts'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { ruleWords } from './rule-words.ts'

/** What a template asks for, with the rules that each value has to keep. */
export function ParametersTable({ parameters }: { parameters: readonly AppParameter[] }): ReactNode {
  if (parameters.length === 0) {
    return (
      <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
        It asks for nothing.
      </Typography>
    )
  }
  return (
    <Table size="small" aria-label="Parameters" sx={tableStyle}>
      <TableHead>
        <TableRow>
          <TableCell>Parameter</TableCell>
          <TableCell sx={{ width: { xs: 96, sm: 120 } }}>Type</TableCell>
          <TableCell sx={{ width: '24%' }}>Default</TableCell>
          <TableCell sx={{ display: wide, width: '28%' }}>Rules</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {parameters.map((parameter) => {
          const { variable = '', label = '', description = '', type = '', defaultValue = '' } = parameter
          return (
            <TableRow key={variable}>
              <TableCell>
                {visible(label === '' ? variable : label)}
                <Typography variant="body2" color="textSecondary">
                  {[label === '' ? '' : variable, description].filter(Boolean).map(visible).join(' · ')}
                </Typography>
              </TableCell>
              <TableCell>{type === '' ? 'string' : visible(type)}</TableCell>
              <TableCell>
                {type === 'password' && defaultValue !== '' ? '••••' : visible(defaultValue)}
              </TableCell>
              <TableCell sx={{ display: wide }}>{ruleWords(parameter)}</TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}

const wide = { xs: 'none', sm: 'table-cell' } as const
const tableStyle = {
  tableLayout: 'fixed',
  '& tbody tr:last-of-type td': { border: 0 },
  '& td': { whiteSpace: 'normal', overflowWrap: 'anywhere', py: 0.75, verticalAlign: 'top' },
} as const
