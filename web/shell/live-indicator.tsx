import { staleWords, useLiveness } from '#web/data/liveness.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { visuallyHidden } from '@mui/utils'
import { useEffect, useState, type ReactNode } from 'react'
import { useTicking } from '#web/ui/ticker.ts'

/** The width of “Live”, in px, where there is room to keep it. */
const narrowest = { xs: 0, sm: 54 }

type State = 'live' | 'reconnecting'

/** Quietly says whether what is on screen follows the server, and else how old it is. */
export function LiveIndicator(): ReactNode {
  const liveness = useLiveness()
  const since = liveness?.live === false ? liveness.since : undefined
  const lost = useLasting(since)
  const text = useTicking((now) => (lost && since !== undefined ? staleWords(since, now) : 'Live'))
  // Its place is kept, so that nothing beside it moves when the first list is there.
  if (liveness === undefined) return <Box sx={{ flexShrink: 0, minWidth: narrowest }} />
  const state: State = lost ? 'reconnecting' : 'live'
  return (
    <>
      <Box
        aria-hidden="true"
        title={
          state === 'live'
            ? 'This page follows the server'
            : 'The connection to the server was lost: this page shows what was last known'
        }
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          color: lost ? 'warning.main' : 'text.secondary',
          px: 1,
          minWidth: narrowest,
          flexShrink: 0,
          maxWidth: { xs: 120, sm: 'none' },
        }}
      >
        <StateIcon state={state} />
        <Typography variant="caption" noWrap>
          {text}
        </Typography>
      </Box>
      <Announcement state={state} />
    </>
  )
}

/** A ring while it is broken, a full dot while it holds: told apart without the colour, too. */
function StateIcon({ state }: { state: State }): ReactNode {
  const live = state === 'live'
  return (
    <Box
      sx={{
        width: 8,
        height: 8,
        borderRadius: '50%',
        border: 2,
        borderColor: live ? 'success.main' : 'warning.main',
        bgcolor: live ? 'success.main' : 'transparent',
      }}
    />
  )
}

/** Spoken once per change and not at the start: the seconds that pass are for the eyes. */
function Announcement({ state }: { state: State }): ReactNode {
  const [first] = useState(state)
  const [changed, setChanged] = useState(false)
  if (state !== first && !changed) setChanged(true)
  return (
    <Box role="status" sx={visuallyHidden}>
      {changed && (state === 'live' ? 'The page is live again.' : 'The connection was lost. Reconnecting.')}
    </Box>
  )
}

/** Whether it has been lost for more than a second: a watch that ends and resumes is no news. */
function useLasting(since: number | undefined): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (since === undefined) return undefined
    const timer = setTimeout(() => setLasting(true), Math.max(0, since + 1_000 - Date.now()))
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [since])
  return lasting
}
