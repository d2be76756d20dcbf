import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { lazy, Suspense, type ReactNode } from 'react'
import { Link } from 'react-router'
import { checking } from '#web/data/access.ts'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Age } from '#web/ui/time.tsx'
import { KubectlCommand } from './kubectl-command.tsx'
import type { Tree } from './merge.ts'
import type { ObjectForm } from './use-object-form.ts'

// Hardly anybody ever meets it.
const OverlapNotice = lazy(async () => ({
  default: (await import('./overlap-notice.tsx')).OverlapNotice,
}))

interface Props<Values extends Tree> {
  state: ObjectForm<Values>
  /** What the button does: 'Create team'. */
  action: string
  /** Why it cannot be done at all. */
  reason: string | undefined
  /** Why it cannot be done as it is filled in; said where that shows. */
  blocked?: string | undefined
  /** Where giving up leads. */
  cancel: string
  /** The same on the command line; undefined while it cannot be told yet. */
  command: (values: Values) => string | undefined
  /** Fields in words, for what two people changed. */
  labels: Readonly<Record<string, string>>
  children: ReactNode
}

/** What every form has around its fields: the draft's story, errors without a field, and the buttons. */
export function FormShell<Values extends Tree>(props: Props<Values>): ReactNode {
  const { state, action, reason, blocked, cancel, command, labels, children } = props
  return (
    <Box component="form" noValidate onSubmit={state.submit} sx={{ maxWidth: 640 }}>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {reason !== undefined && reason !== checking && <Alert severity="info">{reason}</Alert>}
        {state.restoredFrom !== undefined && (
          <Alert severity="info" action={<Button onClick={state.discard}>Discard</Button>}>
            What you typed <Age at={new Date(state.restoredFrom).toISOString()} /> ago was kept and is here
            again.
          </Alert>
        )}
        {children}
        {state.error !== undefined && <Alert severity="error">{sentence(state.error)}</Alert>}
        {state.overlaps.length > 0 && (
          <Suspense fallback={null}>
            <OverlapNotice
              overlaps={state.overlaps}
              titleOf={(field) => labels[field] ?? field}
              onOverrule={state.overrule}
              onDiscard={state.discard}
            />
          </Suspense>
        )}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <ReasonedButton
            type="submit"
            variant="contained"
            reason={reason ?? blocked}
            loading={state.pending}
          >
            {action}
          </ReasonedButton>
          <Button component={Link} to={cancel}>
            Cancel
          </Button>
        </Box>
        <KubectlCommand control={state.form.control} command={command} />
      </Box>
    </Box>
  )
}
