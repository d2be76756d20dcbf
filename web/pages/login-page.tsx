import { methods } from '#web/data/queries.ts'
import { isLoginReason, loginReasons, returnPlace } from '#web/paths.ts'
import { Mark } from '#web/shell/mark.tsx'
import { ThemeSwitch } from '#web/shell/theme-switch.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { DemoPeople } from './login/demo-people.tsx'
import { OtherWays } from './login/other-ways.tsx'
import { PasswordForm } from './login/password-form.tsx'

/** Loads what comes after sign-in while the password is typed; what fails here is asked for again then. */
function prepare(): void {
  void Promise.allSettled([import('#web/shell/shell.tsx'), import('./home-page.tsx')])
}

export function LoginPage(): ReactNode {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const { data } = useQuery(methods)
  const [username, setUsername] = useState('')
  const why = params.get('why')
  const people = data?.demo?.people ?? []
  const ways = data?.methods.redirects ?? []
  // Drawn before the answer is there: nearly every server has it.
  const hasPassword = data?.methods.password?.enabled !== false
  const onUsername = (name: string): void => {
    setUsername(name)
    prepare()
  }
  const onSignedIn = (): void => {
    // Nothing that somebody else saw in this window may be shown to whoever signs in now.
    client.clear()
    void navigate(returnPlace(params.get('from')), { replace: true })
  }
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', px: 2, py: 4 }}>
      <title>Sign in · Aerie</title>
      <Box sx={{ position: 'fixed', top: 8, right: 8 }}>
        <ThemeSwitch />
      </Box>
      <Box sx={{ width: '100%', maxWidth: people.length > 0 ? 768 : 400 }}>
        {isLoginReason(why) && (
          <Alert severity="info" sx={{ mb: 2 }}>
            {loginReasons[why]}
          </Alert>
        )}
        <Paper
          variant="outlined"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: people.length > 0 ? '1fr 1fr' : '1fr' },
            borderRadius: 2,
            overflow: 'hidden',
          }}
        >
          <Box sx={{ p: { xs: 3, sm: 4 } }}>
            <Mark size={40} />
            <Typography variant="h1" sx={{ fontSize: '1.375rem', mt: 2 }}>
              Sign in to Aerie
            </Typography>
            <Typography color="textSecondary" sx={{ mb: 3 }}>
              Spaces and virtual clusters for every team.
            </Typography>
            {hasPassword && (
              <PasswordForm username={username} onUsername={onUsername} onSignedIn={onSignedIn} />
            )}
            {ways.length > 0 && <OtherWays ways={ways} besides={hasPassword} />}
            {hasPassword && (
              <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
                Forgotten your password? A platform admin can give you a new one.
              </Typography>
            )}
          </Box>
          {people.length > 0 && <DemoPeople people={people} chosen={username} onChoose={onUsername} />}
        </Paper>
      </Box>
    </Box>
  )
}
