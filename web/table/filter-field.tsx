import ClearIcon from '@mui/icons-material/Close'
import SearchIcon from '@mui/icons-material/Search'
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
}

/** The filter over a table; `/` brings the focus here from anywhere on the page. */
export function FilterField({ what, value, onChange, onLeaveDown }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
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
        else return
        event.preventDefault()
      }}
      placeholder="Text, label=value or column:text"
      inputProps={{ 'aria-label': `Filter ${what}`, 'aria-keyshortcuts': '/', spellCheck: false }}
      startAdornment={
        <InputAdornment position="start">
          <SearchIcon sx={{ fontSize: 18 }} />
        </InputAdornment>
      }
      endAdornment={
        value !== '' && (
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
      sx={{ flex: '1 1 200px', maxWidth: 360, height: 34, '& input': { py: 0.75 } }}
    />
  )
}

/** Where `/` is a character to type, or a dialog or menu has the keyboard. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null)
  )
}
