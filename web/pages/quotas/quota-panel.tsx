import { project as projectKind } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { SidePanel } from '#web/pages/inside/side-panel.tsx'
import { PersonLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { paths } from '#web/paths.ts'
import { AmountLine } from '#web/quota/amount-line.tsx'
import { quotaTitle, type QuotaListRow } from '#web/quota/quota-list.ts'
import { headroomWords, usedWords } from '#web/quota/quota-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

const EditLimits = lazy(async () => ({ default: (await import('./edit-limits.tsx')).EditLimits }))

interface Props {
  /** As the address names it. */
  name: string
  /** Undefined where there is no such quota, or none any more. */
  row: QuotaListRow | undefined
  onClose: () => void
}

/** One quota: what is left of it, who uses it, and the way to change it. */
export function QuotaPanel({ name, row, onClose }: Props): ReactNode {
  if (row === undefined) {
    return (
      <SidePanel title={name} onClose={onClose}>
        <Typography color="textSecondary">
          There is no such quota, or you may not see its project any more.
        </Typography>
      </SidePanel>
    )
  }
  return (
    <SidePanel title={`${quotaTitle(row)} in ${row.title}`} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <State row={row} />
        <Consumers row={row} />
        <Change row={row} />
      </Box>
    </SidePanel>
  )
}

function State({ row: { use, limit, scope, key } }: { row: QuotaListRow }): ReactNode {
  if (use === undefined) {
    return (
      <Typography>
        At most {limit}
        {scope === 'each' ? ' for each person and each team' : ''}. Clusters count {key}, and nothing here
        does.
      </Typography>
    )
  }
  if (scope === 'project')
    return <AmountLine name="Used" words={`${usedWords(use)}, ${headroomWords(use)}`} {...use} />
  return <Typography>Each person and each team may have {limit} of them in this project.</Typography>
}

function Consumers({ row: { consumers, scope, use } }: { row: QuotaListRow }): ReactNode {
  const people = usePeople()
  const most = consumers[0]?.used ?? 0
  if (use === undefined) return null
  return (
    <section>
      <Typography variant="h2" component="h3" sx={{ mb: 1 }}>
        Who uses it
      </Typography>
      {consumers.length === 0 ? (
        <Typography color="textSecondary">Nobody has one.</Typography>
      ) : (
        <Box
          component="ul"
          aria-label="Who uses it"
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
        >
          {consumers.map(({ kind, name, used }) => (
            <li key={`${kind} ${name}`}>
              <AmountLine
                name={<PersonLink people={people} kind={kind} name={name} />}
                words={scope === 'each' ? usedWords({ used, limit: use.limit }) : String(used)}
                used={used}
                limit={scope === 'each' ? use.limit : Math.max(most, use.limit ?? 0)}
              />
            </li>
          ))}
        </Box>
      )}
    </section>
  )
}

function Change({ row }: { row: QuotaListRow }): ReactNode {
  const { name } = row.project.metadata
  const [editing, setEditing] = useState(false)
  const reason = useReasonAgainst('patch', projectKind, name)
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
      <ReasonedButton variant="outlined" reason={reason} onClick={() => setEditing(true)}>
        Change limits
      </ReasonedButton>
      <Link component={RouterLink} to={paths.quotas(name)} underline="hover">
        All of {row.title}
      </Link>
      {editing && (
        <Suspense fallback={null}>
          <EditLimits
            project={row.project}
            first={{ key: row.key, scope: row.scope }}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      )}
    </Box>
  )
}
