import { keyStyle } from '#web/ui/key-style.ts'
import { isSingleKey } from '#web/ui/single-keys.ts'
import ClearIcon from '@mui/icons-material/Close'
import SearchIcon from '@mui/icons-material/Search'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useEffect, useRef, type ReactNode } from 'react'

interface Props {
  /** What is filtered, for its name: 'teams'. */
  what: string
  value: string
  onChange: (value: string) => void
  /** Called when the person wants to go on into the rows. */
  onLeaveDown: () => void
  /** Whether it takes a line of its own where the window is narrow. */
  wide: boolean
  placeholder?: string
  /** Called when Enter is pressed. */
  onEnter?: () => void
}

/** The filter over a table; `/` brings the focus here from anywhere on the page. */
export function FilterField(props: Props): ReactNode {
  const { what, value, onChange, onLeaveDown, wide, onEnter } = props
  const { placeholder = 'Text, label=value or column:text' } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || !isSingleKey(event)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <OutlinedInput
      size="small"
      inputRef={input}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') onChange('')
        else if (event.key === 'ArrowDown') onLeaveDown()
        else if (event.key === 'Enter' && onEnter !== undefined) onEnter()
        else return
        event.preventDefault()
      }}
      placeholder={placeholder}
      inputProps={{ 'aria-label': `Filter ${what}`, 'aria-keyshortcuts': '/', spellCheck: false }}
      startAdornment={
        <InputAdornment position="start">
          <SearchIcon sx={{ fontSize: 18 }} />
        </InputAdornment>
      }
      endAdornment={
        value === '' ? (
          <Box
            component="kbd"
            aria-hidden="true"
            title="Press / to filter"
            sx={{ ...keyStyle, display: { xs: 'none', sm: 'block' } }}
          >
            /
          </Box>
        ) : (
          <InputAdornment position="end">
            <IconButton
              edge="end"
              aria-label="Clear the filter"
              onClick={() => onChange('')}
              sx={{ minHeight: 28, minWidth: 28 }}
            >
              <ClearIcon sx={{ fontSize: 16 }} />
            </IconButton>
          </InputAdornment>
        )
      }
      sx={{
        flex: { xs: wide ? '1 1 100%' : '1 1 200px', sm: '1 1 200px' },
        maxWidth: { sm: 360 },
        height: 34,
        '& input': { py: 0.75 },
      }}
    />
  )
}
