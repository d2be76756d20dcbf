import { appearLate } from '#web/theme/motion.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { useTyped } from '#web/ui/use-typed.ts'
import { visible } from '#web/ui/visible.ts'
import { visuallyHidden } from '@mui/utils'
import DownIcon from '@mui/icons-material/ArrowDownward'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Paper from '@mui/material/Paper'
import { memo, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { useLocation } from 'react-router'
import { LineRing } from './line-ring.ts'
import type { LogContainer } from './log-containers.ts'
import { LogHead, type ShownLog } from './log-head.tsx'
import { firstQuery, lineOfHash } from './log-query.ts'
import { paneStyle } from './log-style.ts'
import type { ReadingState } from './read-log.ts'
import { useAnnounced } from './use-announced.ts'
import { useLog } from './use-log.ts'
import { useMatch } from './use-match.ts'
import { usePane, type PaneFacts } from './use-pane.ts'

interface Props extends ShownLog {
  /** The pod is not there any more. */
  gone: boolean
}

/** The log of one container, live. What is asked of the server is chosen with it: another choice is another one. */
export function LogView(props: Props): ReactNode {
  const { place, pod, containers, container, choice, onChoice, gone } = props
  const { hash } = useLocation()
  const linked = lineOfHash(hash)
  const [query] = useState(() => firstQuery({ ...choice, container: container.name }, linked))
  const [ring] = useState(() => new LineRing())
  const [find, setFind] = useTyped(choice.find, (text) => onChoice({ find: text }))
  const { wrap, times } = choice
  const { match, wrong } = useMatch({ text: find, regex: choice.regex })
  const { scroller, facts, changed, follow, step, textInSight, top } = usePane(ring, {
    wrap,
    times,
    match,
    linked,
  })
  const state = useLog({ ring, place, pod, container, query, onChange: changed })
  const field = useRef<HTMLInputElement>(null)
  const announced = useAnnounced(ring)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return
    event.preventDefault()
    field.current?.focus()
    field.current?.select()
  }
  return (
    <Box
      onKeyDown={onKeyDown}
      sx={{ display: 'flex', flexDirection: 'column', gap: 1, flex: 1, minHeight: 240 }}
    >
      <LogHead
        {...{ place, pod, containers, container, choice, onChoice, ring, field, find, wrong }}
        {...{ scroller, follow, step, textInSight, top }}
        follows={facts.follows}
        found={facts.found}
        onFind={setFind}
      />
      <Paper
        variant="outlined"
        sx={{
          display: 'flex',
          flexDirection: 'column',
          flex: 1,
          minHeight: 160,
          position: 'relative',
          overflow: 'hidden',
        }}
      >
        <Notices facts={facts} query={query} onChoice={onChoice} state={state} />
        <Lines ref={scroller} name={container.name} />
        {facts.lines === 0 && <Empty state={state} previous={choice.previous} />}
        {facts.below > 0 && !facts.follows && (
          <Button
            variant="contained"
            startIcon={<DownIcon />}
            onClick={() => {
              follow(true)
              scroller.current?.focus()
            }}
            sx={{ position: 'absolute', bottom: 40, left: '50%', transform: 'translateX(-50%)', zIndex: 2 }}
          >
            {facts.below.toLocaleString('en')} {facts.below === 1 ? 'line' : 'lines'} below
          </Button>
        )}
        <Foot facts={facts} state={state} container={container} gone={gone} previous={choice.previous} />
        <Box role="status" sx={visuallyHidden}>
          {announced}
        </Box>
      </Paper>
    </Box>
  )
}

/** The place of the lines, whose style is long. */
const Lines = memo(function Lines({ ref, name }: { ref: Ref<HTMLDivElement>; name: string }): ReactNode {
  return (
    <Box
      ref={ref}
      role="log"
      // Each frame would be read out: what comes is told below, now and then.
      aria-live="off"
      aria-label={`Log of ${visible(name)}`}
      tabIndex={0}
      sx={paneStyle}
    />
  )
})

/** What is not shown, said openly. */
function Notices({
  facts,
  query,
  onChoice,
  state,
}: {
  facts: PaneFacts
  query: URLSearchParams
  onChoice: Props['onChoice']
  state: ReadingState
}): ReactNode {
  const { dropped, lines } = facts
  if (state.is === 'refused' && lines > 0) return <Alert severity="warning">{state.why}</Alert>
  const start = (
    <Button sx={{ minHeight: 24, py: 0 }} onClick={() => onChoice({ since: 'all' })}>
      Load all from the start
    </Button>
  )
  if (dropped > 0) {
    return (
      <Strip>
        {dropped.toLocaleString('en')} older {dropped === 1 ? 'line' : 'lines'} dropped to save memory. The
        download has all that the server has.
      </Strip>
    )
  }
  const isTail = query.has('tailLines') && lines >= Number(query.get('tailLines'))
  if (isTail) return <Strip action={start}>There may be older lines.</Strip>
  if (query.has('sinceTime')) return <Strip action={start}>Shown from the linked line on.</Strip>
  return null
}

function Strip({ action, children }: { action?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Box
      sx={{
        px: 1.5,
        py: 0.25,
        minHeight: 28,
        borderBottom: 1,
        borderColor: 'divider',
        fontSize: '0.75rem',
        color: 'text.secondary',
        bgcolor: 'background.default',
      }}
    >
      {children} {action}
    </Box>
  )
}

function Empty({ state, previous }: { state: ReadingState; previous: boolean }): ReactNode {
  const words: Record<ReadingState['is'], [string, string]> = {
    opening: ['Asking for the log…', 'Its last lines come first.'],
    away: ['The connection was lost', 'The log is read as soon as the server can be reached again.'],
    live: ['The container has printed nothing', 'What it prints appears here by itself.'],
    ended: [
      previous ? 'That run has printed nothing' : 'The container has printed nothing',
      'It has ended without a word in the time that is shown.',
    ],
    refused: ['The log cannot be read', state.is === 'refused' ? state.why : ''],
  }
  const [title, why] = words[state.is]
  return (
    <Box
      key={title}
      sx={{
        position: 'absolute',
        inset: '0 0 28px',
        overflow: 'auto',
        zIndex: 1,
        pointerEvents: 'none',
        ...appearLate,
      }}
    >
      <Nothing title={title}>{why}</Nothing>
    </Box>
  )
}

interface FootProps {
  facts: PaneFacts
  state: ReadingState
  container: LogContainer
  gone: boolean
  previous: boolean
}

/** Quietly, at the foot: how it stands with what is shown. */
function Foot({ facts, state, container, gone, previous }: FootProps): ReactNode {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        px: 1.5,
        py: 0.25,
        borderTop: 1,
        borderColor: 'divider',
        fontSize: '0.75rem',
        color: 'text.secondary',
      }}
    >
      <Box component="span" sx={{ flex: 'none' }}>
        {facts.lines.toLocaleString('en')} {facts.lines === 1 ? 'line' : 'lines'}
      </Box>
      <Box component="span" role="status" sx={{ ml: 'auto', textAlign: 'right', overflowWrap: 'anywhere' }}>
        {stateWords(state, container, gone, previous)}
        {state.is === 'live' && !facts.follows && ' · Paused'}
      </Box>
    </Box>
  )
}

function stateWords(
  state: ReadingState,
  { ended, before, runs }: LogContainer,
  gone: boolean,
  previous: boolean,
): string {
  if (state.is === 'away') return 'Reconnecting…'
  if (state.is === 'opening') return 'Connecting…'
  if (state.is === 'refused') return 'Not read any further'
  if (previous) return `Previous run: ${visible(before ?? 'ended')}`
  if (gone) return 'The pod was deleted: these were its last lines'
  if (state.is === 'live') return 'Live'
  return runs ? 'Starting again…' : `Ended: ${visible(ended ?? 'no more lines come')}`
}
