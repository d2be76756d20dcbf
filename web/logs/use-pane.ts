import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { Finder } from './finder.ts'
import { LinePane, lineAt } from './line-pane.ts'
import type { LineRing } from './line-ring.ts'
import type { Match } from './matcher.ts'

/** What the frame around the lines says of them. */
export interface PaneFacts {
  follows: boolean
  /** How many lines are below what is in sight. */
  below: number
  lines: number
  dropped: number
  found: { count: number; place: number; through: boolean } | undefined
}

interface Options {
  wrap: boolean
  times: boolean
  match: Match | undefined
  /** The time of the line that the address names. */
  linked: string | undefined
}

/** What the lines can do, each by the same function every time. */
export interface Pane {
  scroller: RefObject<HTMLDivElement | null>
  facts: PaneFacts
  /** There is more in the ring. */
  changed: () => void
  follow: (follows: boolean) => void
  /** Goes to the next line found, or the one before. */
  step: (step: 1 | -1) => void
  textInSight: () => string
  /** The number of the first line in sight. */
  top: () => number
}

const nothing: PaneFacts = { follows: true, below: 0, lines: 0, dropped: 0, found: undefined }

/** React draws the frame a few times a second, whatever the lines do. */
const factsEvery = 200

/** Of each frame, this much is for finding, in milliseconds. */
const findFor = 6

/** The lines of a ring in an element, with what is found in them. */
export function usePane(ring: LineRing, { wrap, times, match, linked }: Options): Pane {
  const scroller = useRef<HTMLDivElement>(null)
  const pane = useRef<LinePane>(undefined)
  const finder = useRef<Finder>(undefined)
  const current = useRef<number>(undefined)
  const goal = useRef(linked)
  const [facts, setFacts] = useState(nothing)

  useEffect(() => {
    if (scroller.current === null) return undefined
    const tell = atMostEvery(factsEvery, () => setFacts(factsOf(ring, made, finder.current, current.current)))
    const made = new LinePane(scroller.current, ring, () => {
      const found = finder.current?.look(ring, findFor) ?? true
      if (!found) made.draw()
      goal.current = wentTo(made, ring, goal.current)
      tell.call()
    })
    pane.current = made
    return () => {
      tell.cancel()
      made.dispose()
    }
  }, [ring])

  const look = useCallback(() => {
    if (pane.current === undefined) return
    pane.current.look = { wrap, times, linked, match, current: current.current }
  }, [wrap, times, match, linked])
  useEffect(() => {
    finder.current = match === undefined ? undefined : new Finder(match, ring)
    current.current = undefined
  }, [ring, match])
  useEffect(look, [ring, look])
  useEffect(() => {
    if (linked !== undefined && pane.current !== undefined) wentTo(pane.current, ring, linked)
  }, [ring, linked])

  return {
    scroller,
    facts,
    changed: useCallback(() => pane.current?.draw(), []),
    follow: useCallback((follows: boolean) => (follows ? pane.current?.follow() : pane.current?.pause()), []),
    step: useCallback(
      (step: 1 | -1) => {
        const from = current.current ?? (pane.current?.top ?? 0) - (step === 1 ? 1 : 0)
        const next = finder.current?.next(from, step)
        if (next === undefined) return
        current.current = next
        pane.current?.show(next)
        look()
      },
      [look],
    ),
    textInSight: useCallback(() => pane.current?.textInSight() ?? '', []),
    top: useCallback(() => pane.current?.top ?? 0, []),
  }
}

/** Goes to a line that is named by its time once that is there; answers where there is still to go. */
function wentTo(pane: LinePane, ring: LineRing, time: string | undefined): string | undefined {
  const line = time === undefined ? undefined : lineAt(ring, time)
  if (line === undefined) return time
  const isNear = !pane.follows && line >= pane.top && line < pane.top + pane.inSight
  if (!isNear) pane.show(line)
  return undefined
}

function factsOf(
  ring: LineRing,
  pane: LinePane,
  finder: Finder | undefined,
  at: number | undefined,
): PaneFacts {
  return {
    follows: pane.follows,
    below: pane.below,
    lines: ring.end - ring.first,
    dropped: ring.first,
    found:
      finder === undefined
        ? undefined
        : {
            count: finder.hits.length,
            place: at === undefined ? 0 : finder.placeOf(at),
            through: finder.isThrough(ring),
          },
  }
}

/** Runs something soon, once for many calls. */
function atMostEvery(milliseconds: number, work: () => void): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0
  return {
    call() {
      timer ??= setTimeout(
        () => {
          timer = undefined
          last = performance.now()
          work()
        },
        Math.max(0, last + milliseconds - performance.now()),
      )
    },
    cancel: () => clearTimeout(timer),
  }
}
