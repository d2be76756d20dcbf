import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Where somebody was in a table: how far it was scrolled, and on which row. */
interface Place {
  offset: number
  row: string | undefined
}

/** By entry of the window's history, so that Back leads to the same rows and a new visit to the first. */
const places = new Map<string, Place>()

/** The place at which the table was left, if one comes back to it. */
export function useFormerPlace(): Place | undefined {
  const { key } = useLocation()
  const [former] = useState(() => places.get(key))
  return former
}

/** Brings a scroller back to its former place, and remembers its place when it goes. */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  former: Place | undefined,
  row: string | undefined,
): void {
  const { key } = useLocation()
  const latest = useRef({ key, row })
  useEffect(() => {
    latest.current = { key, row }
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    if (former !== undefined) element.scrollTo({ top: former.offset })
    let offset = element.scrollTop
    // An element that is taken out of the page has lost its offset already.
    const onScroll = (): void => {
      offset = element.scrollTop
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      element.removeEventListener('scroll', onScroll)
      places.set(latest.current.key, { offset, row: latest.current.row })
    }
  }, [scroller, former])
}
