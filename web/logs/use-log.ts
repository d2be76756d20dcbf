import type { Place } from '#web/data/inside-rights.ts'
import { podLog, rightTo } from '#web/data/inside-rights.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { LineRing } from './line-ring.ts'
import type { LogContainer } from './log-containers.ts'
import { logPath, openLog, whyRefused, type PodName } from './log-server.ts'
import { readLog, type Reader, type ReadingState } from './read-log.ts'

interface Asked {
  ring: LineRing
  place: Place
  pod: PodName
  container: LogContainer
  query: URLSearchParams
  /** There is more in the ring; the same function each time. */
  onChange: () => void
}

/** A container that ends and begins again at once is not asked for more often. */
const pause = 1_500

/** Reads a log into its ring as long as it is shown; what is asked first stays what it was when it was opened. */
export function useLog({ ring, place, pod, container, query, onChange }: Asked): ReadingState {
  const client = useQueryClient()
  const [state, setState] = useState<ReadingState>({ is: 'opening' })
  const reader = useRef<Reader>(undefined)
  const path = logPath(place, pod)
  const first = query.toString()
  const { root, namespace } = place
  useEffect(() => {
    const right = rightTo('get', { root, ...(namespace === undefined ? {} : { namespace }) }, podLog)
    const reading = readLog({
      ring,
      query: new URLSearchParams(first),
      open: (asked, listener) => openLog(path, asked, listener),
      whyRefused: (asked) => whyRefused(path, asked),
      mayStill: async () => {
        await client.invalidateQueries({ queryKey: ['access', 'rules', root] })
        await client.invalidateQueries({ queryKey: right.queryKey })
        return client.query(right)
      },
      tell: setState,
      changed: onChange,
    })
    reader.current = reading
    const hurry = (): void => {
      if (!document.hidden) reading.hurry()
    }
    window.addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hurry)
    return () => {
      reading.stop()
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
    }
  }, [client, ring, path, first, root, namespace, onChange])

  // What ended goes on where the pod says that it runs, be it again or still.
  const isOver = state.is === 'ended' && container.runs && !new URLSearchParams(first).has('previous')
  useEffect(() => {
    if (!isOver) return undefined
    const timer = setTimeout(() => reader.current?.goOn(), pause)
    return () => clearTimeout(timer)
  }, [isOver])
  return state
}
