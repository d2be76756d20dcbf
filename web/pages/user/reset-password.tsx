import type { User } from '#api/kinds/user.ts'
import { FormDialog } from '#web/form/form-dialog.tsx'
import { shortestPassword } from '#web/pages/profile/password-rules.ts'
import { givePassword } from '#web/pages/profile/profile-query.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { TextField } from '#web/ui/text-field.tsx'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'

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
  return (
    <FormDialog
      title={`Set a password for ${titleOf(user)}`}
      action="Set password"
      reason={reason}
      pending={giving.isPending}
      error={giving.error}
      onSubmit={() => giving.mutate()}
      onClose={onClose}
    >
      <Typography>
        It takes the place of the one they have, and ends all their sessions. Access keys stay as they are.
        Tell it to them in a way that only they read, and ask them to change it.
      </Typography>
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
    </FormDialog>
  )
}
