import { useCallback, useSyncExternalStore } from 'react'

/** By query: asking a browser for one anew takes long for what is asked with every change of a row. */
const known = new Map<string, MediaQueryList>()

function mediaOf(query: string): MediaQueryList {
  const before = known.get(query)
  if (before !== undefined) return before
  const media = window.matchMedia(query)
  known.set(query, media)
  return media
}

/** Whether the window is as a media query says, and again whenever that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = mediaOf(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => mediaOf(query).matches)
}
