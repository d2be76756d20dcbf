import { ToneIcon } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import CloseIcon from '@mui/icons-material/Close'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { enterTerminal, showTab, type Tab } from './dock.ts'
import { stateTone, stateWords } from './state-words.ts'

interface Props {
  tabs: readonly Tab[]
  active: string
  onClose: (tab: Tab) => void
}

export function tabId(id: string): string {
  return `terminal-tab-${id}`
}

export function panelId(id: string): string {
  return `terminal-panel-${id}`
}

/** The tabs of the dock: arrow keys go from one to the next, Enter goes into it, Delete closes it. */
export function DockTabs({ tabs, active, onClose }: Props): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const go = (index: number): void => {
    const tab = tabs[(index + tabs.length) % tabs.length]
    if (tab === undefined) return
    showTab(tab.id)
    list.current?.querySelector<HTMLElement>(`#${tabId(tab.id)}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number, tab: Tab): void => {
    const acts: Record<string, () => void> = {
      ArrowLeft: () => go(index - 1),
      ArrowRight: () => go(index + 1),
      Home: () => go(0),
      End: () => go(tabs.length - 1),
      Delete: () => onClose(tab),
      Enter: enterTerminal,
      ArrowDown: enterTerminal,
      F6: enterTerminal,
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <Box
      ref={list}
      role="tablist"
      aria-label="Terminals"
      sx={{ display: 'flex', minWidth: 0, overflow: 'auto' }}
    >
      {tabs.map((tab, index) => (
        <ButtonBase
          key={tab.id}
          role="tab"
          id={tabId(tab.id)}
          aria-selected={tab.id === active}
          aria-controls={panelId(tab.id)}
          aria-label={`${visible(tab.name)}, ${stateWords(tab.state)}`}
          aria-keyshortcuts="Delete"
          title={`${visible(tab.name)}: ${stateWords(tab.state)}`}
          tabIndex={tab.id === active ? 0 : -1}
          onClick={() => (tab.id === active ? enterTerminal() : showTab(tab.id))}
          onKeyDown={(event) => onKeyDown(event, index, tab)}
          sx={tabStyle}
        >
          <ToneIcon tone={stateTone(tab.state)} size={14} />
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {visible(tab.name)}
          </Box>
          {/* For the pointer; with the keyboard it is Delete, and the button beside the tabs. */}
          <Box
            component="span"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation()
              onClose(tab)
            }}
            sx={{ display: 'flex', p: '3px', borderRadius: 0.5, '&:hover': { bgcolor: 'action.selected' } }}
          >
            <CloseIcon sx={{ fontSize: 14 }} />
          </Box>
        </ButtonBase>
      ))}
    </Box>
  )
}

const tabStyle = {
  flex: '0 1 auto',
  minWidth: 96,
  maxWidth: 240,
  gap: 0.75,
  height: 36,
  pl: 1.25,
  pr: 0.75,
  fontSize: '0.8125rem',
  whiteSpace: 'nowrap',
  color: 'text.secondary',
  borderRight: 1,
  borderColor: 'divider',
  '&[aria-selected=true]': {
    color: 'text.primary',
    bgcolor: 'background.paper',
    boxShadow: (theme: { vars: { palette: { primary: { main: string } } } }) =>
      `inset 0 -2px ${theme.vars.palette.primary.main}`,
  },
  '&:hover': { color: 'text.primary' },
  '&.Mui-focusVisible': { outlineOffset: -2 },
} as const
