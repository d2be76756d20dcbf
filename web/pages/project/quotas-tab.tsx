import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import {
  amountLimits,
  ownerRows,
  perOwnerLimits,
  projectRows,
  type OwnerRow,
  type QuotaRow,
} from '#web/quota/project-quotas.ts'
import { QuotaBar } from '#web/quota/quota-bar.tsx'
import { headroomWords, quotaKeyWords, usedWords } from '#web/quota/quota-words.ts'
import { Section } from '#web/ui/section.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** What the project may have and has: for all of it, for each of its members, and who uses the most. */
export function QuotasTab(): ReactNode {
  const { object } = useObject(objectOf(projectKind, useParam('project')))
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        pb: 3,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
        <ProjectQuotas project={object} />
        <PerOwner project={object} />
        <Amounts project={object} />
      </Box>
      <Consumers rows={ownerRows(object)} />
    </Box>
  )
}

function ProjectQuotas({ project }: { project: Project }): ReactNode {
  return (
    <Section title="The whole project">
      <QuotaTable label="Quotas of the project" rows={projectRows(project)} />
    </Section>
  )
}

function QuotaTable({ label, rows }: { label: string; rows: readonly QuotaRow[] }): ReactNode {
  return (
    <Table size="small" aria-label={label} sx={tableStyle}>
      <TableHead>
        <TableRow sx={rowStyle}>
          <TableCell>What</TableCell>
          <TableCell sx={{ width: { xs: 76, sm: 90 } }}>Used</TableCell>
          <TableCell sx={{ width: '25%', display: { xs: 'none', sm: 'table-cell' } }} aria-hidden="true" />
          <TableCell align="right" sx={{ width: { xs: 108, sm: 130 } }}>
            Headroom
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key} sx={rowStyle}>
            <TableCell title={quotaKeyWords(row.key)}>{quotaKeyWords(row.key)}</TableCell>
            <TableCell>{usedWords(row)}</TableCell>
            <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }} aria-hidden="true">
              <QuotaBar {...row} />
            </TableCell>
            <TableCell align="right">{headroomWords(row)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function PerOwner({ project }: { project: Project }): ReactNode {
  const rows = perOwnerLimits(project)
  return (
    <Section title="Each person and each team">
      {rows.length === 0 ? (
        <Note>Nobody is limited on their own: the limits of the project are for all together.</Note>
      ) : (
        <Table size="small" aria-label="Limits for each person and each team" sx={tableStyle}>
          <TableHead>
            <TableRow sx={rowStyle}>
              <TableCell>What</TableCell>
              <TableCell align="right" sx={{ width: 130 }}>
                At most
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ key, limit }) => (
              <TableRow key={key} sx={rowStyle}>
                <TableCell title={quotaKeyWords(key)}>{quotaKeyWords(key)}</TableCell>
                <TableCell align="right">{limit}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}

function Amounts({ project }: { project: Project }): ReactNode {
  const rows = amountLimits(project)
  if (rows.length === 0) return null
  return (
    <Section title="Amounts">
      <Table size="small" aria-label="Limits of amounts" sx={tableStyle}>
        <TableHead>
          <TableRow sx={rowStyle}>
            <TableCell>What</TableCell>
            <TableCell>For</TableCell>
            <TableCell align="right" sx={{ width: 130 }}>
              At most
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, limit, each }) => (
            <TableRow key={`${key} ${each}`} sx={rowStyle}>
              <TableCell title={key}>{key}</TableCell>
              <TableCell>{each ? 'Each person or team' : 'The whole project'}</TableCell>
              <TableCell align="right">{limit}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Note>These are kept with the project; what is used of them is not counted.</Note>
    </Section>
  )
}

function Consumers({ rows }: { rows: readonly OwnerRow[] }): ReactNode {
  return (
    <Section title="Who uses the most">
      {rows.length === 0 ? (
        <Note>Nobody has a space or a virtual cluster here.</Note>
      ) : (
        <Table size="small" aria-label="Who uses the most" sx={tableStyle}>
          <TableHead>
            <TableRow sx={rowStyle}>
              <TableCell>Who</TableCell>
              <TableCell align="right" sx={{ width: 124 }}>
                Virtual clusters
              </TableCell>
              <TableCell align="right" sx={{ width: 90 }}>
                Spaces
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.slice(0, mostConsumers).map((row) => (
              <TableRow key={`${row.kind}/${row.name}`} sx={rowStyle}>
                <TableCell title={ownerOf(row)}>{ownerOf(row)}</TableCell>
                <TableCell align="right">{usedWords(row.virtualClusters)}</TableCell>
                <TableCell align="right">{usedWords(row.spaces)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {rows.length > mostConsumers && <Note>And {rows.length - mostConsumers} more who use less.</Note>}
    </Section>
  )
}

/** The largest are what somebody looks for who is short of something. */
const mostConsumers = 20

function ownerOf({ kind, name }: OwnerRow): string {
  return kind === 'Team' ? `team ${visible(name)}` : visible(name)
}

function Note({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography color="textSecondary" sx={{ p: 2 }}>
      {children}
    </Typography>
  )
}

const rowStyle = { height: 36 } as const
const tableStyle = { tableLayout: 'fixed', '& tbody tr:last-of-type td': { border: 0 } } as const
