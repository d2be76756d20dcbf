import { ownedAccessKey, type OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { asStatusError } from '#web/data/client.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { remove } from '#web/data/writes.ts'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { rowStyle } from '#web/ui/row-style.ts'
import { Section } from '#web/ui/section.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import BrowserIcon from '@mui/icons-material/LaptopOutlined'
import TerminalIcon from '@mui/icons-material/TerminalOutlined'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { originOf } from './device.ts'
import { isSession } from './key-scope.ts'

/** Where somebody is signed in: each session is a key that came with a password, for a day. */
export function SessionsTab(): ReactNode {
  const client = useQueryClient()
  const keys = useObjects(listOf(ownedAccessKey))
  const { accessKey: mine } = useSuspenseQuery(self).data.status
  const sessions = keys
    .filter(isSession)
    .toSorted(
      (one, other) =>
        Number(other.metadata.name === mine) - Number(one.metadata.name === mine) ||
        Date.parse(madeAt(other)) - Date.parse(madeAt(one)),
    )
  const others = sessions.filter(({ metadata }) => metadata.name !== mine)
  const ending = useMutation({
    mutationFn: async (ended: readonly OwnedAccessKey[]) => {
      for (const session of ended) await remove(client, ownedAccessKey, session)
    },
  })
  return (
    <Box sx={{ maxWidth: 860, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography color="textSecondary">
        A session lasts a day. One that you end is signed out at once, and what it follows ends with it.
      </Typography>
      {ending.error !== null && (
        <Alert severity="error">{sentence(asStatusError(ending.error).message)}</Alert>
      )}
      <Section
        title="Sessions"
        count={sessions.length}
        action={
          <ReasonedButton
            variant="outlined"
            color="error"
            reason={others.length === 0 ? 'There is no other session.' : undefined}
            loading={ending.isPending}
            onClick={() => ending.mutate(others)}
          >
            End all others
          </ReasonedButton>
        }
      >
        <Box component="ul" aria-label="Sessions" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {sessions.map((session) => (
            <Session
              key={session.metadata.name}
              session={session}
              isMine={session.metadata.name === mine}
              onEnd={() => ending.mutate([session])}
              isEnding={ending.isPending}
            />
          ))}
        </Box>
      </Section>
    </Box>
  )
}

interface SessionProps {
  session: OwnedAccessKey
  isMine: boolean
  isEnding: boolean
  onEnd: () => void
}

function Session({ session: { spec, status, metadata }, isMine, isEnding, onEnd }: SessionProps): ReactNode {
  const isBrowser = spec.displayName === 'Browser session'
  const Icon = isBrowser ? BrowserIcon : TerminalIcon
  const { address, program, said } = originOf(spec.description)
  const title = program ?? (isBrowser ? 'A browser' : 'A command line')
  return (
    <Box
      component="li"
      sx={{ ...rowStyle, py: 1.25, display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}
    >
      <Icon aria-hidden="true" sx={{ color: 'text.secondary' }} />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
          <Typography sx={{ fontWeight: 600 }} title={said === undefined ? undefined : visible(said)}>
            {title}
          </Typography>
          {isMine && <Mark tone="good">This session</Mark>}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {isBrowser ? 'In a browser' : 'On a command line'}
          {address === undefined ? '' : ` from ${address}`}, since <Time at={madeAt({ metadata })} />
          {status?.lastActivity !== undefined && (
            <>
              , last used <Age at={status.lastActivity} /> ago
            </>
          )}
        </Typography>
      </Box>
      {isMine ? (
        <Typography variant="body2" color="textSecondary">
          Sign out to end it
        </Typography>
      ) : (
        <Button
          variant="outlined"
          disabled={isEnding}
          aria-label={`End the session: ${title}${address === undefined ? '' : ` from ${address}`}`}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </Box>
  )
}

function madeAt({ metadata }: Pick<OwnedAccessKey, 'metadata'>): string {
  return metadata.creationTimestamp ?? new Date(0).toISOString()
}
