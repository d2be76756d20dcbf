import AddIcon from '@mui/icons-material/Add'
import CloseIcon from '@mui/icons-material/Close'
import DownIcon from '@mui/icons-material/KeyboardArrowDown'
import UpIcon from '@mui/icons-material/KeyboardArrowUp'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useEffect, useState, type ReactNode } from 'react'
import { endTab } from './end-tab.ts'
import { enterTerminal, setDockOpen, useDock } from './dock.ts'
import { DockEdge } from './dock-edge.tsx'
import { DockMenu } from './dock-menu.tsx'
import { useDockHeight } from './dock-size.ts'
import { DockTabs } from './dock-tabs.tsx'
import { useReaderMode } from './reader-mode.ts'
import { stateWords } from './state-words.ts'
import { TerminalTab } from './terminal-tab.tsx'

/** The terminals at the foot of the page. All of them stand, and one is shown, so that what runs goes on. */
export function DockPanel(): ReactNode {
  const { tabs, active, open, asked } = useDock()
  const [height, setHeight] = useDockHeight()
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({})
  const [menu, setMenu] = useState<HTMLElement | null>(null)
  const [reader, setReader] = useReaderMode()
  const shown = tabs.find(({ id }) => id === active)
  usePageFocusWhenPutAway(open)
  return (
    <Box component="section" aria-label="Terminal" sx={{ ...panelStyle, height: open ? height : 37 }}>
      {open && <DockEdge height={height} onHeight={setHeight} />}
      <Box sx={barStyle}>
        <DockTabs tabs={tabs} active={active} onClose={endTab} />
        <IconButton
          aria-label="New terminal and settings"
          title="New terminal and settings"
          aria-haspopup="menu"
          onClick={(event) => setMenu(event.currentTarget)}
        >
          <AddIcon sx={{ fontSize: 18 }} />
        </IconButton>
        <Typography
          variant="caption"
          color="textSecondary"
          noWrap
          sx={{ flex: 1, minWidth: 0, textAlign: 'right' }}
        >
          {titles[active] ?? ''}
        </Typography>
        <Typography
          variant="caption"
          color="textSecondary"
          noWrap
          sx={{ flex: 'none', px: 1, display: { xs: 'none', md: 'block' } }}
        >
          F6 leaves the terminal · Ctrl+` hides it
        </Typography>
        {shown !== undefined && (
          <IconButton
            aria-label="Close this terminal"
            title="Close this terminal"
            onClick={() => endTab(shown)}
          >
            <CloseIcon sx={{ fontSize: 18 }} />
          </IconButton>
        )}
        <IconButton
          aria-label={open ? 'Minimise the terminal' : 'Show the terminal'}
          title={open ? 'Minimise (Ctrl+`)' : 'Show (Ctrl+`)'}
          aria-expanded={open}
          onClick={() => (open ? setDockOpen(false) : enterTerminal())}
        >
          {open ? <DownIcon sx={{ fontSize: 20 }} /> : <UpIcon sx={{ fontSize: 20 }} />}
        </IconButton>
      </Box>
      <Box role="status" sx={unseen}>
        {shown === undefined ? '' : `${shown.name}: ${stateWords(shown.state)}`}
      </Box>
      {/* One order of elements whatever is shown: a terminal that moved in the page would be made anew. */}
      <Box sx={{ flex: 1, minHeight: 0, display: open ? 'flex' : 'none' }}>
        {tabs.map((tab) => (
          <TerminalTab
            key={tab.id}
            tab={tab}
            isShown={open && tab.id === active}
            asked={asked}
            reader={reader}
            onTitle={(title) => setTitles((before) => ({ ...before, [tab.id]: title }))}
          />
        ))}
      </Box>
      {menu !== null && (
        <DockMenu
          anchor={menu}
          reader={reader}
          onReader={setReader}
          tabs={tabs}
          onClose={() => setMenu(null)}
        />
      )}
    </Box>
  )
}

/** What is put away cannot keep the keyboard. */
function usePageFocusWhenPutAway(open: boolean): void {
  useEffect(() => {
    if (!open && document.activeElement === document.body) document.getElementById('main')?.focus()
  }, [open])
}

const panelStyle = {
  position: 'relative',
  flex: 'none',
  display: 'flex',
  flexDirection: 'column',
  borderTop: 1,
  borderColor: 'divider',
  bgcolor: 'background.default',
} as const

const barStyle = {
  display: 'flex',
  alignItems: 'center',
  flex: 'none',
  height: 36,
  pr: 0.5,
  borderBottom: 1,
  borderColor: 'divider',
} as const

const unseen = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const
