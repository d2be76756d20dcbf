import type { User } from '#api/kinds/user.ts'
import { asStatusError } from '#web/data/client.ts'
import { shortestPassword } from '#web/pages/profile/password-rules.ts'
import { givePassword } from '#web/pages/profile/profile-query.ts'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'

interface Props {
  user: User
  onClose: () => void
}

/** Gives somebody a password who forgot theirs or has none yet; it is kept nowhere in the page. */
export function ResetPassword({ user, onClose }: Props): ReactNode {
  const [password, setPassword] = useState('')
  const giving = useMutation({
    mutationFn: () => givePassword(user.metadata.name, password),
    onSuccess: onClose,
  })
  const reason =
    password.length < shortestPassword ? `Give at least ${shortestPassword} characters.` : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason === undefined && !giving.isPending) giving.mutate()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="reset-password-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="reset-password-title">Set a password for {titleOf(user)}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2.5, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Typography>
              It takes the place of the one they have, and ends all their sessions. Access keys stay as they
              are. Tell it to them in a way that only they read, and ask them to change it.
            </Typography>
            {giving.error !== null && (
              <Alert severity="error">{sentence(asStatusError(giving.error).message)}</Alert>
            )}
            <TextField
              autoFocus
              required
              type="password"
              label="New password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              helperText={`At least ${shortestPassword} characters, of any kind.`}
              slotProps={{ htmlInput: { autoComplete: 'new-password', maxLength: 1024 } }}
            />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <ReasonedButton type="submit" variant="contained" reason={reason} loading={giving.isPending}>
            Set password
          </ReasonedButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
