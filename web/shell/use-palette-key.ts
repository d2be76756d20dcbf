import { useEffect } from 'react'
import { overNow, setOver } from './over.ts'

/** Where the key means something else: to end a line in a shell, and the beginning of an editor's own keys. */
const taken = '.xterm, .monaco-editor'

/** Ctrl or ⌘ and K, wherever one is: it is heard before anything of the palette is loaded. */
export function usePaletteKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event
      if (key !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return
      if (target instanceof Element && target.closest(taken) !== null) return
      event.preventDefault()
      setOver(overNow() === 'palette' ? undefined : 'palette')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
