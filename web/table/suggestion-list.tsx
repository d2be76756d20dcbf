import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import { useEffect, useRef, type ReactNode } from 'react'
import { mono } from '#web/theme/theme.ts'
import type { Suggestion } from './suggestions.ts'

interface Props {
  id: string
  options: readonly Suggestion[]
  /** Which one the arrows have come to; -1 for none. */
  active: number
  onTake: (option: Suggestion) => void
}

/** What the word that is being typed may become; the field keeps the focus. Loaded with the first of them. */
export function SuggestionList({ id, options, active, onTake }: Props): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <Paper variant="outlined" sx={paperStyle}>
      <Box component="ul" ref={list} id={id} role="listbox" aria-label="Suggestions" sx={listStyle}>
        {options.map((option, index) => (
          <Box
            component="li"
            key={option.term}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // The field would lose the focus to what is pressed.
            onMouseDown={(event: { preventDefault: () => void }) => event.preventDefault()}
            onClick={() => onTake(option)}
            sx={{
              ...optionStyle,
              bgcolor: index === active ? 'action.selected' : 'transparent',
            }}
          >
            <Box component="span" sx={{ fontFamily: mono, overflowWrap: 'anywhere' }}>
              {option.term}
            </Box>
            <Box component="span" sx={{ color: 'text.secondary', textAlign: 'right' }}>
              {option.about}
            </Box>
          </Box>
        ))}
      </Box>
    </Paper>
  )
}

const paperStyle = {
  position: 'absolute',
  top: '100%',
  left: 0,
  mt: 0.5,
  zIndex: 'modal',
  minWidth: '100%',
  width: 'max-content',
  maxWidth: 'min(480px, calc(100vw - 32px))',
  maxHeight: 320,
  overflow: 'auto',
  boxShadow: 4,
} as const

const listStyle = { listStyle: 'none', m: 0, p: 0.5 } as const

const optionStyle = {
  display: 'flex',
  justifyContent: 'space-between',
  gap: 2,
  px: 1,
  py: 0.5,
  borderRadius: 0.5,
  fontSize: '0.8125rem',
  cursor: 'pointer',
  '&:hover': { bgcolor: 'action.hover' },
} as const
