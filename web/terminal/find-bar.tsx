import CloseIcon from '@mui/icons-material/Close'
import DownIcon from '@mui/icons-material/KeyboardArrowDown'
import UpIcon from '@mui/icons-material/KeyboardArrowUp'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import InputBase from '@mui/material/InputBase'
import Typography from '@mui/material/Typography'
import type { SearchAddon } from '@xterm/addon-search'
import { useEffect, useState, type ReactNode } from 'react'
import type { Scheme } from './palette.ts'

/** How what is found is marked; the search counts only what it marks. */
const marks = {
  light: { match: '#ffe7a6', active: '#f2bd63' },
  dark: { match: '#5c4a1c', active: '#8a6a12' },
}

interface Props {
  search: SearchAddon
  scheme: Scheme
  onClose: () => void
}

/** Finds text in all that the terminal still has; Enter goes up, as the newest is at the foot. */
export function FindBar({ search, scheme, onClose }: Props): ReactNode {
  const [text, setText] = useState('')
  const [found, setFound] = useState({ index: -1, count: 0 })
  useEffect(() => {
    const listening = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    )
    return () => {
      listening.dispose()
      search.clearDecorations()
    }
  }, [search])
  const { match, active } = marks[scheme]
  const decorations = {
    matchBackground: match,
    matchOverviewRuler: match,
    activeMatchBackground: active,
    activeMatchColorOverviewRuler: active,
  }
  const up = (): boolean => search.findPrevious(text, { decorations })
  const down = (): boolean => search.findNext(text, { decorations })
  return (
    <Box role="search" sx={barStyle}>
      <InputBase
        autoFocus
        value={text}
        placeholder="Find"
        inputProps={{ 'aria-label': 'Find in the terminal' }}
        onChange={({ target }) => {
          setText(target.value)
          search.findPrevious(target.value, { decorations, incremental: true })
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter') (event.shiftKey ? down : up)()
        }}
        sx={{ fontSize: '0.8125rem', width: 160 }}
      />
      <Typography variant="caption" color="textSecondary" role="status" sx={{ minWidth: 64 }}>
        {text === '' ? '' : found.count === 0 ? 'Not found' : `${found.index + 1} of ${found.count}`}
      </Typography>
      <IconButton aria-label="Previous match" onClick={up}>
        <UpIcon sx={{ fontSize: 18 }} />
      </IconButton>
      <IconButton aria-label="Next match" onClick={down}>
        <DownIcon sx={{ fontSize: 18 }} />
      </IconButton>
      <IconButton aria-label="Close the search" onClick={onClose}>
        <CloseIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  )
}

const barStyle = {
  position: 'absolute',
  top: 4,
  right: 24,
  zIndex: 10,
  display: 'flex',
  alignItems: 'center',
  pl: 1.5,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.default',
  boxShadow: '0 4px 12px rgb(0 0 0 / 0.16)',
} as const
