import type { QuotaNumbers } from '#api/quota.ts'
import { asStatusError } from '#web/data/client.ts'
import { fieldErrors } from '#web/form/field-errors.ts'
import { exceededIn, exceededWords, limitWords, type Exceeded } from '#web/quota/denials.ts'
import { QuotaLine } from '#web/quota/quota-bar.tsx'
import { sentence } from '#web/ui/error-words.ts'
import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  /** What is to be made: 'virtual cluster'. */
  one: string
  /** What keeps it from being asked. */
  problem: string | undefined
  numbers: readonly QuotaNumbers[] | undefined
  error: Error | null
}

/** What the quotas would say once this was made, or why it would be refused. */
export function QuotaPreview({ one, problem, numbers, error }: Props): ReactNode {
  const exceeded = error === null ? [] : exceededIn(asStatusError(error))
  return (
    <Box component="section" aria-label="Quota afterwards" aria-live="polite">
      {problem === undefined && exceeded.length > 0 ? (
        <Alert severity="error" sx={{ '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}>
          <AlertTitle>The quota has no room for this {one}</AlertTitle>
          <Box sx={{ display: 'grid', gap: 1.5, mt: 0.5 }}>
            {exceeded.map((each) => (
              <ExceededLine key={`${each.scope} ${each.key}`} exceeded={each} />
            ))}
          </Box>
        </Alert>
      ) : problem === undefined && error !== null ? (
        <Alert severity="warning">The server would refuse this: {refusalWords(error)}</Alert>
      ) : (
        <Paper variant="outlined" sx={{ px: 1.5, py: 1.25 }}>
          <Typography variant="h3" sx={{ mb: 0.5 }}>
            Quota afterwards
          </Typography>
          <Numbers one={one} problem={problem} numbers={numbers} />
        </Paper>
      )}
    </Box>
  )
}

function Numbers({ one, problem, numbers }: Omit<Props, 'error'>): ReactNode {
  const changed = numbers?.filter(({ used, after }) => after !== used)
  if (problem !== undefined || changed === undefined || changed.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {problem !== undefined
          ? `Shown as soon as the form is complete. ${problem}`
          : changed === undefined
            ? 'Asking the server…'
            : `Nothing limits how many there are: this ${one} fits.`}
      </Typography>
    )
  }
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {changed.map((each) => (
        <QuotaLine
          key={`${each.scope} ${each.key}`}
          name={limitWords(each)}
          used={each.used}
          limit={each.limit}
          after={each.after}
        />
      ))}
    </Box>
  )
}

function ExceededLine({ exceeded }: { exceeded: Exceeded }): ReactNode {
  const { used, limit, topConsumers } = exceeded
  return (
    <Box>
      <QuotaLine name={limitWords(exceeded)} used={used} limit={limit} after={used + 1} />
      {topConsumers.length > 0 && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          Most is used by {topConsumers.map(({ name, used }) => `${name} (${used})`).join(', ')}.
        </Typography>
      )}
      <Typography variant="body2" sx={{ mt: 0.5 }}>
        {used > 0 ? 'Delete one that is not needed any more, or ask' : 'Ask'}{' '}
        {exceeded.scope === 'project' ? 'a platform admin' : 'an admin of the project'} for a higher limit.
      </Typography>
    </Box>
  )
}

/** Why the button is disabled, in a sentence; undefined while nothing is exceeded. */
export function blockedBy(error: Error | null): string | undefined {
  const [first] = error === null ? [] : exceededIn(asStatusError(error))
  return first && exceededWords(first)
}

function refusalWords(error: Error): string {
  const { fields, form } = fieldErrors(asStatusError(error), ['metadata.name'])
  return sentence(fields['metadata.name'] ?? form ?? asStatusError(error).message)
}
