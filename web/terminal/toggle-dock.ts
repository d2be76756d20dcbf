import { addShell, dockNow, enterTerminal, setDockOpen } from './dock.ts'
import { shellTargetOf } from './here.ts'

/** Opens the dock, with a kubectl shell for where one is if there is nothing in it yet; or puts it away. */
export function toggleDock(pathname: string): void {
  const { tabs, open } = dockNow()
  if (tabs.length === 0) addShell(shellTargetOf(pathname))
  else if (open) setDockOpen(false)
  else enterTerminal()
}
