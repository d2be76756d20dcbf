import { self } from '#web/data/queries.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { restoreDock, useDock } from './dock.ts'

const DockPanel = lazy(async () => ({ default: (await import('./dock-panel.tsx')).DockPanel }))

/** The dock at the foot of every page. Nothing of a terminal is loaded before somebody opens one. */
export function TerminalDock(): ReactNode {
  const user = useSuspenseQuery(self).data.status.subject
  const { tabs } = useDock()
  useEffect(() => restoreDock(user), [user])
  if (tabs.length === 0) return null
  return (
    <Suspense fallback={null}>
      <DockPanel />
    </Suspense>
  )
}
