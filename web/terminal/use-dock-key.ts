import { useEffect } from 'react'
import { wantDock } from './wanted.ts'

/** Ctrl and the key left of 1, wherever one is: it is heard before anything of a terminal is loaded. */
export function useDockKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.code !== 'Backquote' || !event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      wantDock()
      void import('./toggle-dock.ts').then(({ toggleDock }) => toggleDock(window.location.pathname))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
