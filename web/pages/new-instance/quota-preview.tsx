import type { Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { consumerWords, limitWords } from '#web/quota/denials.ts'
import { QuotaLine } from '#web/quota/quota-bar.tsx'
import { withoutRoom, type QuotaAfter } from '#web/quota/quota-after.ts'
import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

interface Props {
  side: Side
  project: string
  /** The user that the person is. */
  me: string | undefined
  lines: readonly QuotaAfter[]
  /** Why the server would refuse it although there is room. */
  refusal: string | undefined
}

/** What the quotas would say once this was made, and who uses them; or that there is no room, and what to do. */
export function QuotaPreview({ side, project, me, lines, refusal }: Props): ReactNode {
  const over = withoutRoom(lines)
  return (
    <Box
      component="section"
      aria-label="Quota afterwards"
      aria-live="polite"
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {over.length > 0 ? (
        <Alert severity="error" sx={{ '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}>
          <AlertTitle>The quota has no room for this {side.one}</AlertTitle>
          <Lines lines={over} me={me} />
          <Advice side={side} project={project} over={over} />
        </Alert>
      ) : (
        <Paper variant="outlined" sx={{ px: 1.5, py: 1.25 }}>
          <Typography variant="h3" sx={{ mb: 0.5 }}>
            Quota afterwards
          </Typography>
          {lines.length === 0 ? (
            <Typography variant="body2" color="textSecondary">
              Nothing limits how many there are: this {side.one} fits.
            </Typography>
          ) : (
            <Lines lines={lines} me={me} />
          )}
        </Paper>
      )}
      {refusal !== undefined && over.length === 0 && (
        <Alert severity="warning">The server would refuse this: {refusal}</Alert>
      )}
    </Box>
  )
}

function Lines({ lines, me }: Pick<Props, 'lines' | 'me'>): ReactNode {
  return (
    <Box sx={{ display: 'grid', gap: 1.25, mt: 0.5 }}>
      {lines.map(({ topConsumers, ...line }) => (
        <Box key={`${line.scope} ${line.key}`}>
          <QuotaLine name={limitWords(line)} used={line.used} limit={line.limit} after={line.after} />
          {line.scope === 'project' && topConsumers.length > 0 && (
            <Typography variant="body2" sx={{ mt: 0.5 }}>
              Most is used by {consumerWords(topConsumers, me)}.
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  )
}

/** How to come to room, with the ways there: what is typed here is kept meanwhile. */
function Advice({ side, project, over }: { side: Side; project: string; over: readonly QuotaAfter[] }) {
  const used = over.every((line) => line.used > 0)
  const byPlatform = over.some(({ scope }) => scope === 'project')
  return (
    <Typography variant="body2" sx={{ mt: 1 }}>
      {used ? 'Delete one that is not needed any more, or ask' : 'Ask'}{' '}
      {byPlatform ? 'a platform admin' : 'an admin of the project'} for a higher limit; what is typed here is
      kept. See the{' '}
      <Link component={RouterLink} to={side.list(project)} color="inherit">
        {side.many}
      </Link>{' '}
      and{' '}
      <Link component={RouterLink} to={paths.quotas(project)} color="inherit">
        quotas
      </Link>{' '}
      of the project.
    </Typography>
  )
}
