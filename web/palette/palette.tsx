import { visuallyHidden } from '@mui/utils'
import SearchIcon from '@mui/icons-material/Search'
import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import IconButton from '@mui/material/IconButton'
import InputBase from '@mui/material/InputBase'
import CloseIcon from '@mui/icons-material/Close'
import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useMedia } from '#web/ui/use-media.ts'
import { placeOf, type Entry } from './entry.ts'
import { askPods, podsAsked, resultsFor } from './results.ts'
import { partId, PodStatus, ResultList } from './result-list.tsx'
import type { Tools } from './use-actions.ts'
import { useEntries } from './use-entries.ts'
import { usePods } from './use-pods.ts'

interface Props {
  tools: Tools
  onClose: () => void
}

/** Goes anywhere and does anything that the person may, by a few letters of its name. */
export function Palette({ tools, onClose }: Props): ReactNode {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const navigate = useNavigate()
  const narrow = useMedia('(max-width: 599.95px)')
  const id = useId()
  const { entries, places, scopes, isReading } = useEntries(tools)
  // Results come after the letter itself.
  const text = useDeferredValue(typed)
  const asksPods = podsAsked(entries, text, isReading)
  const pods = usePods(asksPods, places)
  const found = pods.entries
  const groups = useMemo(
    () => resultsFor(entries, asksPods ? found : undefined, text, scopes),
    [entries, asksPods, found, text, scopes],
  )
  const shown = groups.flatMap(({ matches }) => matches.map(({ entry }) => entry))
  const active = shown.find((entry) => entry.id === chosen) ?? shown[0]

  const choose = (entry: Entry, elsewhere: boolean): void => {
    const to = placeOf(entry)
    if (entry.id === askPods) return setTyped(`pod ${text.trim()}`)
    if (to !== undefined && elsewhere) return void window.open(to, '_blank', 'noopener')
    onClose()
    if (to !== undefined) void navigate(to)
    else if ('act' in entry.does) entry.does.act()
  }
  const move = (by: number): void => {
    const at = active === undefined ? 0 : shown.indexOf(active) + by
    const next = shown.at(at % Math.max(1, shown.length))
    setChosen(next?.id)
    if (next !== undefined) document.getElementById(partId(id, next.id))?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && active !== undefined) choose(active, event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={narrow}
      onClose={onClose}
      slotProps={{ paper: { sx: paperStyle, 'aria-label': 'Search or do anything' } }}
    >
      <Box sx={fieldStyle}>
        <SearchIcon fontSize="small" aria-hidden="true" />
        <InputBase
          autoFocus
          fullWidth
          value={typed}
          placeholder="Where to, or what to do? “pod name” finds pods"
          onChange={(event) => {
            setTyped(event.target.value)
            setChosen(undefined)
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Search or do anything',
            'aria-expanded': shown.length > 0,
            'aria-autocomplete': 'list',
            ...(shown.length > 0 ? { 'aria-controls': id } : {}),
            ...(active === undefined ? {} : { 'aria-activedescendant': partId(id, active.id) }),
            autoComplete: 'off',
            autoCorrect: 'off',
            spellCheck: false,
          }}
        />
        <IconButton onClick={onClose} aria-label="Close" sx={{ mr: -0.5 }}>
          <CloseIcon sx={{ fontSize: 18 }} />
        </IconButton>
      </Box>
      <ResultList id={id} groups={groups} active={active?.id} onChoose={choose} onPoint={setChosen} />
      {shown.length === 0 && (
        <Box sx={{ px: 2, py: 4, textAlign: 'center', color: 'text.secondary' }}>
          {isReading || pods.waiting.length > 0 ? 'Looking…' : `Nothing is called like “${text.trim()}”.`}
        </Box>
      )}
      {asksPods && <PodStatus search={pods} />}
      <Box role="status" sx={visuallyHidden}>
        {shown.length === 1 ? '1 result' : `${shown.length} results`}
      </Box>
      <Box sx={footStyle} aria-hidden="true">
        <span>↑ ↓ choose</span>
        <span>Enter opens</span>
        <span>Ctrl+Enter in a new tab</span>
        <span>Esc closes</span>
      </Box>
    </Dialog>
  )
}

const paperStyle = {
  // At the top, so that it does not move when there are fewer results.
  alignSelf: { sm: 'flex-start' },
  mt: { sm: '10vh' },
  maxHeight: { sm: '76vh' },
  overflow: 'hidden',
  // It is the whole window where that is narrow.
  '&.MuiDialog-paperFullScreen': { border: 0, borderRadius: 0 },
} as const

const fieldStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  flex: 'none',
  px: 2,
  height: 52,
  borderBottom: 1,
  borderColor: 'divider',
  color: 'text.secondary',
  '& input': { fontSize: '1rem', color: 'text.primary' },
  '& input:focus-visible': { outline: 'none' },
} as const

const footStyle = {
  display: { xs: 'none', sm: 'flex' },
  flex: 'none',
  gap: 2,
  px: 2,
  py: 0.75,
  borderTop: 1,
  borderColor: 'divider',
  color: 'text.secondary',
  fontSize: '0.75rem',
} as const
