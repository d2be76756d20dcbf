import { isSingleKey } from '#web/ui/single-keys.ts'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { setOver } from './over.ts'
import { creationAt, pressed, type Does } from './shortcuts.ts'

/** So long the first of two keys waits for the second, in milliseconds. */
const patience = 1_500

/** Single keys, wherever nobody types. */
export function useSingleKeys(): void {
  const navigate = useNavigate()
  useEffect(() => {
    let begun = ''
    let at = 0
    const act = (does: Does): void => {
      if ('open' in does) return setOver(does.open)
      const to = 'go' in does ? does.go : creationAt(window.location.pathname)
      if (to !== undefined) void navigate(to)
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || event.key === 'Shift') return
      const before = event.timeStamp - at < patience ? begun : ''
      begun = ''
      if (!isSingleKey(event)) return
      const what = pressed(before, event.key)
      if (what === undefined) return
      event.preventDefault()
      if ('does' in what) return act(what.does)
      begun = what.begun
      at = event.timeStamp
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate])
}
