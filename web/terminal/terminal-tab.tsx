import Box from '@mui/material/Box'
import { useColorScheme } from '@mui/material/styles'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { AskDialog, type Question } from './ask-dialog.tsx'
import { binaryFrame, channels, frameOf, resizeFrame } from './channels.ts'
import { changeTab, type Tab } from './dock.ts'
import { panelId, tabId } from './dock-tabs.tsx'
import { FindBar } from './find-bar.tsx'
import { cleanTitle, webAddress } from './hostile.ts'
import { makeTerminal, type Screen } from './make-terminal.ts'
import { runExec, type Run, type Stage } from './run-exec.ts'
import { runShell } from './run-shell.ts'
import { TabNotice } from './tab-notice.tsx'

interface Props {
  tab: Tab
  isShown: boolean
  /** Grows with each wish for the terminal that is shown. */
  asked: number
  reader: boolean
  onTitle: (title: string) => void
}

/** One terminal and what runs in it, from the first to the last; not shown, it goes on. */
export function TerminalTab({ tab, isShown, asked, reader, onTitle }: Props): ReactNode {
  const { id, what, state } = tab
  const place = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState<Screen>()
  const [finding, setFinding] = useState(false)
  const [question, setQuestion] = useState<Question>()
  const scheme = useColorScheme().colorScheme ?? 'light'
  // What it begins with; a terminal is not made anew for what changes later.
  const begin = useRef({
    what,
    session: tab.session,
    away: state.is === 'away' || state.is === 'ended',
    scheme,
    reader,
    onTitle,
  })

  useEffect(() => {
    const { what, session, away, scheme, reader, onTitle } = begin.current
    if (place.current === null || away) return undefined
    let run: Run | undefined
    const made = makeTerminal(place.current, {
      scheme,
      reader,
      input: (text) => run?.send(frameOf(channels.stdin, text)),
      binary: (text) => run?.send(binaryFrame(text)),
      resized: (columns, rows) => run?.send(resizeFrame(columns, rows)),
      titled: (title) => onTitle(cleanTitle(title)),
      followed: (address) => {
        const url = webAddress(address)
        if (url !== undefined) setQuestion({ ask: 'follow', url })
      },
      pasted: (text) => setQuestion({ ask: 'paste', text }),
      find: () => setFinding(true),
      leave: () => document.getElementById(tabId(id))?.focus(),
    })
    made.fit()
    setScreen(made)
    const stage: Stage = {
      write: made.write,
      clear: () => made.terminal.reset(),
      size: () => resizeFrame(made.terminal.cols, made.terminal.rows),
      tell: (next) => changeTab(id, { state: next }),
    }
    run =
      'exec' in what
        ? runExec(what.exec, stage)
        : runShell({
            target: what.shell,
            session,
            stage,
            begun: (begun) => changeTab(id, { session: begun }),
          })
    return () => {
      run?.stop()
      made.dispose()
    }
  }, [id])

  useEffect(() => {
    screen?.look(scheme, reader)
  }, [screen, scheme, reader])
  useEffect(() => {
    if (screen === undefined || !isShown || place.current === null) return undefined
    const observer = new ResizeObserver(() => screen.fit())
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [screen, isShown])
  useEffect(() => {
    if (isShown && asked > 0) screen?.terminal.focus()
  }, [screen, isShown, asked])

  const back = (): void => screen?.terminal.focus()
  return (
    <Box
      role="tabpanel"
      id={panelId(id)}
      aria-labelledby={tabId(id)}
      sx={{ ...panelStyle, display: isShown ? 'flex' : 'none' }}
    >
      {finding && screen !== undefined && (
        <FindBar
          search={screen.search}
          scheme={scheme}
          onClose={() => {
            setFinding(false)
            back()
          }}
        />
      )}
      <TabNotice tab={tab} />
      <Box ref={place} sx={{ flex: 1, minHeight: 0, minWidth: 0, overflow: 'hidden' }} />
      {question !== undefined && (
        <AskDialog
          question={question}
          onPaste={(text) => screen?.terminal.paste(text)}
          onClose={() => {
            setQuestion(undefined)
            back()
          }}
        />
      )}
    </Box>
  )
}

const panelStyle = {
  position: 'relative',
  flexDirection: 'column',
  flex: 1,
  minWidth: 0,
  minHeight: 0,
  bgcolor: 'background.paper',
  pl: 1,
  pt: 0.5,
} as const
