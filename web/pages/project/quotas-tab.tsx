import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf, objectOf, self } from '#web/data/queries.ts'
import { useObject, useObjects } from '#web/data/use-data.ts'
import { PersonLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import {
  amountLimits,
  ownerRows,
  perOwnerLimits,
  projectRows,
  type OwnerRow,
  type QuotaRow,
} from '#web/quota/project-quotas.ts'
import { QuotaBar, QuotaCell } from '#web/quota/quota-bar.tsx'
import {
  fillOf,
  headroomWords,
  ownLimitWords,
  quotaKeyWords,
  usedWords,
  type Fill,
} from '#web/quota/quota-words.ts'
import { who } from '#web/shell/who.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { useParam } from '#web/ui/use-param.ts'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { SxProps } from '@mui/material/styles'
import Typography from '@mui/material/Typography'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { introducedIn, nobody } from './introduced.ts'
import { namesOf } from './roles.ts'

const EditLimits = lazy(async () => ({
  default: (await import('#web/pages/quotas/edit-limits.tsx')).EditLimits,
}))

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
        <Amounts project={object} />
      </Box>
      <Consumers project={object} rows={ownerRows(object)} />
    </Box>
  )
}

function ProjectQuotas({ project }: { project: Project }): ReactNode {
  return (
    <Section title="The whole project" action={<ChangeLimits project={project} />}>
      <QuotaTable label="Quotas of the project" rows={projectRows(project)} />
    </Section>
  )
}

function ChangeLimits({ project }: { project: Project }): ReactNode {
  const [editing, setEditing] = useState(false)
  const reason = useReasonAgainst('patch', projectKind, project.metadata.name)
  return (
    <>
      <ReasonedButton variant="outlined" reason={reason} onClick={() => setEditing(true)}>
        Change limits
      </ReasonedButton>
      {editing && (
        <Suspense fallback={null}>
          <EditLimits project={project} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  )
}

function QuotaTable({ label, rows }: { label: string; rows: readonly QuotaRow[] }): ReactNode {
  return (
    <Table size="small" aria-label={label} sx={tableStyle}>
      <TableHead>
        <TableRow sx={rowStyle}>
          <TableCell>What</TableCell>
          <TableCell sx={{ width: '34%', display: { xs: 'none', sm: 'table-cell' } }} aria-hidden="true" />
          <TableCell align="right" sx={{ width: 104 }}>
            Used
          </TableCell>
          <TableCell align="right" sx={{ width: { xs: 104, sm: 132 } }}>
            Headroom
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key} sx={rowStyle}>
            <TableCell>{quotaKeyWords(row.key)}</TableCell>
            <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }} aria-hidden="true">
              <QuotaBar {...row} />
            </TableCell>
            <TableCell align="right">{usedWords(row)}</TableCell>
            <TableCell align="right" sx={headroomStyle[fillOf(row)]}>
              {headroomWords(row)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** What is left should be seen before it is nothing. */
const headroomStyle: Readonly<Record<Fill, SxProps>> = {
  free: {},
  full: { color: 'warning.main', fontWeight: 600 },
  over: { color: 'error.main', fontWeight: 600 },
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
              <TableCell>{key}</TableCell>
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

function Consumers({ project, rows }: { project: Project; rows: readonly OwnerRow[] }): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const { data: introduced = nobody } = useQuery(introducedIn(project))
  const titleOf = namesOf(useObjects(listOf(userKind)), useObjects(listOf(teamKind)), introduced)
  const people = usePeople()
  const isMe = ({ kind, name }: OwnerRow): boolean =>
    kind === 'Team' ? me.teamNames.includes(name) : name === me.user
  return (
    <Section title="Who uses the most">
      {rows.length === 0 ? (
        <Note>Nobody has a space or a virtual cluster here.</Note>
      ) : (
        <Table size="small" aria-label="Who uses the most" sx={tableStyle}>
          <TableHead>
            <TableRow sx={rowStyle}>
              <TableCell>Who</TableCell>
              <TableCell sx={{ width: { xs: 124, sm: '31%' } }}>Virtual clusters</TableCell>
              <TableCell sx={{ width: { xs: 84, sm: '31%' } }}>Spaces</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.slice(0, mostConsumers).map((row) => (
              <TableRow key={`${row.kind}/${row.name}`} sx={rowStyle}>
                <TableCell sx={isMe(row) ? { fontWeight: 600 } : {}}>
                  <PersonLink people={{ ...people, titleOf }} kind={row.kind} name={row.name} />
                  {isMe(row) && row.kind === 'User' && ' (you)'}
                </TableCell>
                <TableCell>
                  <QuotaCell {...row.virtualClusters} />
                </TableCell>
                <TableCell>
                  <QuotaCell {...row.spaces} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {rows.length > mostConsumers && <Note>And {rows.length - mostConsumers} more who use less.</Note>}
      <Note>{ownLimitWords(perOwnerLimits(project))}</Note>
    </Section>
  )
}

/** The largest are what somebody looks for who is short of something. */
const mostConsumers = 20

function Note({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      sx={{ px: 2, py: 1.5, '&:not(:first-child)': { borderTop: 1, borderColor: 'divider' } }}
    >
      {children}
    </Typography>
  )
}

const rowStyle = { height: 36 } as const
const tableStyle = {
  tableLayout: 'fixed',
  '& tbody tr:last-of-type td': { border: 0 },
  '& td': { whiteSpace: 'normal', py: 0.75 },
} as const
