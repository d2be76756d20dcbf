import { asStatusError } from '#web/data/client.ts'
import { signIn } from '#web/data/session.ts'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { signInWords } from './sign-in-words.ts'

interface Props {
  username: string
  onUsername: (username: string) => void
  onSignedIn: () => void
}

/** User name and password. The password is in its field and in the one request, nowhere else. */
export function PasswordForm({ username, onUsername, onSignedIn }: Props): ReactNode {
  const [error, setError] = useState<string>()
  const [pending, setPending] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const password = useRef<HTMLInputElement>(null)
  const chosen = useRef(username)

  // Somebody was picked from the list beside the form: the password is what is left to type.
  useEffect(() => {
    if (username !== chosen.current) password.current?.focus()
  }, [username])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (pending) return
    setPending(true)
    setError(undefined)
    try {
      await signIn(username.trim(), password.current?.value ?? '')
      onSignedIn()
    } catch (thrown) {
      setError(signInWords(asStatusError(thrown)))
      setPending(false)
      password.current?.select()
      password.current?.focus()
    }
  }
  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <Box component="form" onSubmit={(event) => void submit(event)}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}>
        {error !== undefined && <Alert severity="error">{error}</Alert>}
        <TextField
          label="User name"
          name="username"
          value={username}
          onChange={(event) => {
            chosen.current = event.target.value
            onUsername(event.target.value)
          }}
          autoFocus
          slotProps={{
            htmlInput: {
              required: true,
              autoComplete: 'username',
              autoCapitalize: 'none',
              spellCheck: false,
            },
          }}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          inputRef={password}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onBlur={() => setCapsLock(false)}
          helperText={capsLock ? 'Caps lock is on.' : ' '}
          slotProps={{
            htmlInput: { required: true, autoComplete: 'current-password' },
            formHelperText: { role: 'status' },
          }}
        />
        <Button type="submit" variant="contained" size="medium" loading={pending} sx={{ mt: -2 }}>
          Sign in
        </Button>
      </Box>
    </Box>
  )
}
