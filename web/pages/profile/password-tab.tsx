import { asStatusError } from '#web/data/client.ts'
import { self } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import PasswordIcon from '@mui/icons-material/PasswordOutlined'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { passwordProblems, refusalWords, shortestPassword, type PasswordValues } from './password-rules.ts'
import { changePassword, profileOf } from './profile-query.ts'

export function PasswordTab(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const { hasPassword } = useSuspenseQuery(profileOf(me.user ?? '')).data
  if (hasPassword) return <PasswordForm user={me.user ?? ''} username={me.username} />
  return (
    <Nothing icon={<PasswordIcon />} title="You have no password here">
      You sign in by another way, and there is nothing to change. A platform admin can give you a password.
    </Nothing>
  )
}

const fields: readonly [keyof PasswordValues, label: string, autoComplete: string][] = [
  ['currentPassword', 'Present password', 'current-password'],
  ['password', 'New password', 'new-password'],
  ['again', 'New password, again', 'new-password'],
]

const help: Partial<Record<keyof PasswordValues, string>> = {
  password: `At least ${shortestPassword} characters, of any kind. Several words are easier to remember.`,
}

/** What is typed is in the fields and in the one request, and kept nowhere. */
function PasswordForm({ user, username }: { user: string; username: string }): ReactNode {
  const form = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<Partial<Record<keyof PasswordValues, string>>>({})
  const [rest, setRest] = useState<string>()

  function show(found: typeof problems): void {
    setProblems(found)
    const [first] = fields.filter(([name]) => found[name] !== undefined)
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name=${first[0]}]`)?.focus()
  }

  const changing = useMutation({
    mutationFn: ({ currentPassword, password }: PasswordValues) =>
      changePassword(user, currentPassword, password),
    onMutate: () => setRest(undefined),
    onSuccess: () => form.current?.reset(),
    onError: (error) => {
      const words = refusalWords(asStatusError(error))
      show(words.fields)
      setRest(words.form)
    },
  })

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (changing.isPending) return
    const typed = new FormData(event.currentTarget)
    const textOf = (name: keyof PasswordValues): string => {
      const value = typed.get(name)
      return typeof value === 'string' ? value : ''
    }
    const values = {
      currentPassword: textOf('currentPassword'),
      password: textOf('password'),
      again: textOf('again'),
    }
    const found = passwordProblems(values)
    show(found)
    if (Object.keys(found).length === 0) changing.mutate(values)
  }

  return (
    <Box
      component="form"
      ref={form}
      noValidate
      onSubmit={submit}
      sx={{ maxWidth: 480, display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Typography color="textSecondary">
        A new password ends all your{' '}
        <Link component={RouterLink} to={paths.sessions()}>
          sessions
        </Link>{' '}
        but this one. Access keys stay as they are.
      </Typography>
      {/* For managers of passwords, which keep the new one under this name. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {rest !== undefined && <Alert severity="error">{sentence(rest)}</Alert>}
      {changing.isSuccess && (
        <Alert severity="success">Your password is changed, and your other sessions are ended.</Alert>
      )}
      {fields.map(([name, label, autoComplete]) => (
        <TextField
          key={name}
          label={label}
          name={name}
          type="password"
          error={problems[name] !== undefined}
          helperText={problems[name] ?? help[name]}
          slotProps={{ htmlInput: { autoComplete, required: true } }}
        />
      ))}
      <Box>
        <Button type="submit" variant="contained" loading={changing.isPending}>
          Change password
        </Button>
      </Box>
    </Box>
  )
}
