import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { ToneIcon, type Tone } from '#web/ui/tone.tsx'
import type { Bulk } from './bulk.ts'
import { confirmation, fullName, kubectlCommands } from './bulk-words.ts'
import { keyOf } from './column.ts'
import { useBulkDelete, type RowState } from './use-bulk-delete.ts'

interface Props<T extends Watchable> {
  what: string
  one: string
  objects: readonly T[]
  bulk: Bulk<T>
  /** `isDone` where nothing is left of them that could be tried again. */
  onClose: (isDone: boolean) => void
}

/** Says which of many the person may delete, and which not and why; deletes them, and says of each what came of it. */
export function BulkDelete<T extends Watchable>({ what, one, objects, bulk, onClose }: Props<T>): ReactNode {
  const { stateOf, phase, begin, stop } = useBulkDelete(objects, bulk, { what, one })
  const [typed, setTyped] = useState('')
  const inState = (...states: RowState['is'][]): T[] =>
    objects.filter((object) => states.includes(stateOf(object).is))
  const refused = inState('refused')
  const able = objects.filter((object) => stateOf(object).is !== 'refused')
  const done = inState('done')
  const failed = inState('failed')
  const word = phase === 'asking' ? confirmation(able.length) : undefined
  const reason =
    phase === 'checking'
      ? 'Your rights are being looked at.'
      : able.length === 0
        ? 'You may delete none of them.'
        : phase === 'running'
          ? 'They are being deleted.'
          : word !== undefined && typed.trim() !== word
            ? `Type ${word} to confirm.`
            : undefined
  const close = (): void => {
    if (phase !== 'running') onClose(phase === 'over' && failed.length === 0)
  }
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="bulk-title">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason === undefined) begin()
        }}
      >
        <DialogTitle id="bulk-title">
          {phase === 'over'
            ? `${number.format(done.length)} of ${count(able.length, what, one)} deleted`
            : `Delete ${count(able.length, what, one)}?`}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box role="status">
            {phase === 'checking' && <Typography>Looking at what you may do…</Typography>}
            {phase === 'asking' && able.length > 0 && (
              <Typography>{bulk.lost} This cannot be undone.</Typography>
            )}
            {phase === 'running' && (
              <Typography>
                {done.length + failed.length} of {able.length} done
              </Typography>
            )}
            {phase === 'over' && failed.length > 0 && (
              <Alert severity="error">
                {failed.length} of {able.length} could not be deleted.
              </Alert>
            )}
          </Box>
          {phase === 'running' && (
            <progress
              aria-label={`Deleting ${what}`}
              value={done.length + failed.length}
              max={able.length}
              style={{ width: '100%', accentColor: 'var(--a-palette-primary-main)' }}
            />
          )}
          {refused.length > 0 && (
            <Rows
              title={`${refused.length} of ${objects.length} may not be deleted by you:`}
              objects={refused}
              stateOf={stateOf}
            />
          )}
          {failed.length > 0 && phase === 'over' && (
            <Rows title="Failed:" objects={failed} stateOf={stateOf} />
          )}
          {able.length > failed.length && (
            <Rows
              title={phase === 'over' ? 'Deleted:' : refused.length > 0 ? 'These will be deleted:' : ''}
              objects={phase === 'over' ? able.filter((object) => !failed.includes(object)) : able}
              stateOf={stateOf}
            />
          )}
          {word !== undefined && (
            <TextField
              label={`Type ${word} to confirm`}
              value={typed}
              autoFocus
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </DialogContent>
        <DialogActions>
          {phase === 'asking' && able.length > 0 && (
            <Box sx={{ mr: 'auto' }}>
              <CopyButton text={kubectlCommands('delete', bulk.resource, able)} what="as kubectl" />
            </Box>
          )}
          {phase === 'running' ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button onClick={close}>{phase === 'over' ? 'Close' : 'Cancel'}</Button>
          )}
          {(phase !== 'over' || failed.length > 0) && (
            <ReasonedButton type="submit" variant="contained" color="error" reason={reason}>
              {phase === 'over' ? `Try ${failed.length} again` : `Delete ${number.format(able.length)}`}
            </ReasonedButton>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}

const number = new Intl.NumberFormat()

function count(many: number, what: string, one: string): string {
  return `${number.format(many)} ${many === 1 ? one : what}`
}

interface RowsProps<T> {
  title: string
  objects: readonly T[]
  stateOf: (object: T) => RowState
}

function Rows<T extends Watchable>({ title, objects, stateOf }: RowsProps<T>): ReactNode {
  return (
    <Box>
      {title !== '' && <Typography sx={{ fontWeight: 600 }}>{title}</Typography>}
      {/* What scrolls is reached by the keyboard. */}
      <Box
        component="ul"
        tabIndex={0}
        aria-label={title === '' ? 'What will be deleted' : title}
        sx={listStyle}
      >
        {objects.map((object) => {
          const state = stateOf(object)
          return (
            <Box component="li" key={keyOf(object)} sx={rowStyle}>
              <ToneIcon tone={tones[state.is]} />
              <span>
                <Box component="span" sx={{ fontWeight: 550 }}>
                  {fullName(object)}
                </Box>
                {words[state.is] !== '' && `, ${words[state.is]}`}
                {'why' in state && `: ${state.why}`}
              </span>
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}

const tones: Readonly<Record<RowState['is'], Tone>> = {
  unknown: 'unknown',
  allowed: 'leaving',
  refused: 'asleep',
  waiting: 'pending',
  running: 'pending',
  done: 'good',
  failed: 'bad',
}

const words: Readonly<Record<RowState['is'], string>> = {
  unknown: '',
  allowed: '',
  refused: 'not for you',
  waiting: 'waiting',
  running: 'being deleted',
  done: 'deleted',
  failed: 'failed',
}

const listStyle = { listStyle: 'none', m: 0, p: 0, maxHeight: 220, overflow: 'auto' } as const

/** Of thousands only those in sight are laid out. */
const rowStyle = {
  display: 'flex',
  alignItems: 'flex-start',
  gap: 1,
  py: 0.25,
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
  contentVisibility: 'auto',
  containIntrinsicSize: 'auto 24px',
  '& svg': { mt: '2px' },
} as const
