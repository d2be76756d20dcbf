import { self } from '#web/data/queries.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { addShell, dockNow, enterTerminal, restoreDock, setDockOpen, useDock } from './dock.ts'
import { shellTargetOf } from './here.ts'

const DockPanel = lazy(async () => ({ default: (await import('./dock-panel.tsx')).DockPanel }))

/** The dock at the foot of every page. Nothing of a terminal is loaded before somebody opens one. */
export function TerminalDock(): ReactNode {
  const user = useSuspenseQuery(self).data.status.subject
  const { pathname } = useLocation()
  const { tabs } = useDock()
  useEffect(() => restoreDock(user), [user])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.code !== 'Backquote' || !event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      toggleDock(pathname)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [pathname])
  if (tabs.length === 0) return null
  return (
    <Suspense fallback={null}>
      <DockPanel />
    </Suspense>
  )
}

/** Opens the dock, with a kubectl shell for where one is if there is nothing in it yet; or puts it away. */
export function toggleDock(pathname: string): void {
  const { tabs, open } = dockNow()
  if (tabs.length === 0) addShell(shellTargetOf(pathname))
  else if (open) setDockOpen(false)
  else enterTerminal()
}
