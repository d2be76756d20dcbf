import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import OutlinedInput from '@mui/material/OutlinedInput'
import NextIcon from '@mui/icons-material/KeyboardArrowDown'
import PreviousIcon from '@mui/icons-material/KeyboardArrowUp'
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import type { Sought } from './matcher.ts'

interface Props {
  inputRef: Ref<HTMLInputElement>
  sought: Sought
  onText: (text: string) => void
  onRegex: (regex: boolean) => void
  /** What was found: lines, and at which of them one is. */
  found: { count: number; place: number; through: boolean } | undefined
  /** Why it cannot be looked for. */
  wrong: string | undefined
  onStep: (step: 1 | -1) => void
  /** Escape: back to the log. */
  onLeave: () => void
}

/** The field in which something is looked for, how often it is there, and the way from one to the next. */
export function LogFind({
  inputRef,
  sought,
  onText,
  onRegex,
  found,
  wrong,
  onStep,
  onLeave,
}: Props): ReactNode {
  const id = useId()
  const { text, regex } = sought
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const none = found === undefined || found.count === 0
  const hint = none ? 'Nothing was found.' : 'Enter goes on, and with Shift back.'
  return (
    <Box
      role="search"
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flex: '1 1 240px', minWidth: 0, maxWidth: 460 }}
    >
      <OutlinedInput
        inputRef={inputRef}
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
        placeholder="Find"
        error={wrong !== undefined}
        size="small"
        inputProps={{
          'aria-label': 'Find in this log',
          'aria-describedby': id,
          type: 'search',
          autoComplete: 'off',
          spellCheck: false,
        }}
        endAdornment={
          <Button
            variant={regex ? 'contained' : 'text'}
            aria-pressed={regex}
            aria-label="Regular expression"
            title="Regular expression"
            onClick={() => onRegex(!regex)}
            sx={{ minWidth: 28, minHeight: 24, px: 0.5, py: 0, mr: -1 }}
          >
            .*
          </Button>
        }
        sx={{ flex: 1, minWidth: 0, height: 32, '& input': { py: 0.5, minWidth: 0 } }}
      />
      <Box
        component="span"
        id={id}
        role="status"
        sx={{
          fontSize: '0.75rem',
          color: wrong !== undefined ? 'error.main' : 'text.secondary',
          whiteSpace: 'nowrap',
        }}
      >
        {wrong ?? wordsOf(found)}
      </Box>
      {text !== '' && (
        <>
          <IconButton
            aria-label="Previous line found"
            title={hint}
            disabled={none}
            onClick={() => onStep(-1)}
          >
            <PreviousIcon sx={{ fontSize: 18 }} />
          </IconButton>
          <IconButton aria-label="Next line found" title={hint} disabled={none} onClick={() => onStep(1)}>
            <NextIcon sx={{ fontSize: 18 }} />
          </IconButton>
        </>
      )}
    </Box>
  )
}

function wordsOf(found: Props['found']): string {
  if (found === undefined) return ''
  const { count, place, through } = found
  const all = `${count.toLocaleString('en')}${through ? '' : '+'} ${count === 1 && through ? 'line' : 'lines'}`
  return place === 0 ? all : `${place.toLocaleString('en')} of ${all}`
}
