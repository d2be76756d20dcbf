import { user as userKind } from '#api/kinds/user.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf, self } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { patch } from '#web/data/writes.ts'
import { asStatusError } from '#web/data/client.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Gone } from '#web/ui/gone.tsx'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Holdings } from './user/holdings.tsx'
import { UserFacts } from './user/user-facts.tsx'

const DeleteUser = lazy(async () => ({ default: (await import('./user/delete-user.tsx')).DeleteUser }))
const ResetPassword = lazy(async () => ({
  default: (await import('./user/reset-password.tsx')).ResetPassword,
}))

/** Somebody: who they are, where they take part, what is theirs, and whether they may sign in. */
export function UserPage(): ReactNode {
  const name = useParam('user')
  const { object, gone } = useObject(objectOf(userKind, name))
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'delete' | 'password'>()
  const disabled = object.spec.disabled === true
  const { description = '' } = object.spec
  const close = (): void => setAsked(undefined)
  return (
    <Page
      title={titleOf(object)}
      aside={
        <>
          {nameBeside(object) !== undefined && (
            <Typography variant="body2" color="textSecondary">
              {name}
            </Typography>
          )}
          {disabled && !gone && <Mark tone="bad">Disabled</Mark>}
        </>
      }
      actions={<Actions name={name} gone={gone} disabled={disabled} onAsk={setAsked} />}
    >
      <Gone what="user" gone={gone} leaving={object.metadata.deletionTimestamp} />
      {description !== '' && (
        <Typography sx={{ maxWidth: 720, whiteSpace: 'pre-line' }}>{visible(description)}</Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Holdings kind="User" name={name} teamNames={object.status?.teams ?? []} />
        </Box>
        <UserFacts user={object} gone={gone} />
      </Box>
      <Suspense fallback={null}>
        {asked === 'delete' && (
          <DeleteUser user={object} onClose={close} onDeleted={() => void navigate(paths.users())} />
        )}
        {asked === 'password' && <ResetPassword user={object} onClose={close} />}
      </Suspense>
    </Page>
  )
}

interface ActionsProps {
  name: string
  gone: boolean
  disabled: boolean
  onAsk: (what: 'delete' | 'password') => void
}

/** What platform admins do with somebody's account; everybody else is told that it is theirs to do. */
function Actions({ name, gone, disabled, onAsk }: ActionsProps): ReactNode {
  const client = useQueryClient()
  const me = who(useSuspenseQuery(self).data)
  const againstPatch = useReasonAgainst('patch', userKind, name)
  const againstDelete = useReasonAgainst('delete', userKind, name)
  const there = gone ? 'This user was deleted, or you may no longer see them.' : undefined
  const own = me.user === name ? 'This is you: somebody else has to do that.' : undefined
  const switching = useMutation({
    mutationFn: () => patch(client, userKind, name, { spec: { disabled: disabled ? null : true } }),
  })
  const navigate = useNavigate()
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'flex-end' }}>
      {switching.error !== null && (
        <Alert severity="error">{sentence(asStatusError(switching.error).message)}</Alert>
      )}
      <ReasonedButton
        variant="outlined"
        reason={there ?? againstPatch}
        onClick={() => void navigate(paths.editUser(name))}
      >
        Edit
      </ReasonedButton>
      {againstPatch === undefined && me.user !== name && (
        <ReasonedButton variant="outlined" reason={there} onClick={() => onAsk('password')}>
          Set password
        </ReasonedButton>
      )}
      <ReasonedButton
        variant="outlined"
        reason={there ?? againstPatch ?? own}
        loading={switching.isPending}
        onClick={() => switching.mutate()}
      >
        {disabled ? 'Enable' : 'Disable'}
      </ReasonedButton>
      <ReasonedButton
        variant="outlined"
        color="error"
        reason={there ?? againstDelete ?? own}
        onClick={() => onAsk('delete')}
      >
        Delete
      </ReasonedButton>
    </Box>
  )
}
