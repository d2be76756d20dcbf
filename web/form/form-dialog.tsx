import { asStatusError } from '#web/data/client.ts'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId, type FormEvent, type ReactNode } from 'react'

interface Props {
  title: string
  /** What the button does: 'Save limits'. */
  action: string
  /** Why it cannot be done as it is filled in. */
  reason: string | undefined
  pending: boolean
  /** What came of the last try. */
  error: Error | null
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A small form over a page. */
export function FormDialog(props: Props): ReactNode {
  const { title, action, reason, pending, error, onSubmit, onClose, children } = props
  const id = useId()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason === undefined && !pending) onSubmit()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2.5, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {error !== null && <Alert severity="error">{sentence(asStatusError(error).message)}</Alert>}
            {children}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <ReasonedButton type="submit" variant="contained" reason={reason} loading={pending}>
            {action}
          </ReasonedButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
