import { backOff } from '#kube/watch.ts'
import { rightsEnded, type Socket } from '#web/data/follow.ts'
import type { LineRing } from './line-ring.ts'
import { resumedQuery } from './log-query.ts'
import { resumeTime, withoutOverlap } from './overlap.ts'

/** What a socket of a log tells; `closed` gets the close code. */
export interface LogListener {
  opened: () => void
  bytes: (chunk: Uint8Array) => void
  closed: (code: number) => void
}

/** How it stands with the reading of a log. */
export type ReadingState =
  | { is: 'opening' | 'live' | 'away' }
  /** The container has ended, or the log of a run that is over has been read. */
  | { is: 'ended' }
  | { is: 'refused'; why: string }

export interface Reading {
  ring: LineRing
  /** What is asked first; what is asked after a loss follows from it and from what was read. */
  query: URLSearchParams
  open: (query: URLSearchParams, listener: LogListener) => Socket
  /** Why a handshake was refused, which a browser does not see; undefined where it may work later. */
  whyRefused: (query: URLSearchParams) => Promise<string | undefined>
  /** Asks anew what the person may do, and answers whether they may still read this. */
  mayStill: () => Promise<boolean>
  tell: (state: ReadingState) => void
  /** There is more in the ring. */
  changed: () => void
}

export interface Reader {
  stop: () => void
  /** Reads on, where the log had ended: the container was started again. */
  goOn: () => void
  /** Does not wait any longer. */
  hurry: () => void
}

/** A stream that came to its proper end. */
const done = 1000

/**
 * Reads one log into one ring until it is stopped. A lost stream is read on from the second of its last line, and
 * what comes again of that second is taken out; an unfinished line comes whole with the next stream.
 */
export function readLog(reading: Reading): Reader {
  const { ring, query } = reading
  let socket: Socket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let stopped = false
  let ended = false

  function connect(): void {
    timer = undefined
    ended = false
    ring.dropUnfinished()
    const since = resumeTime(ring)
    const asked = since === undefined ? query : resumedQuery(query, since)
    const fresh = since === undefined ? (chunk: Uint8Array) => chunk : withoutOverlap(ring, since)
    let isOpen = false
    socket = reading.open(asked, {
      opened() {
        isOpen = true
        reading.tell({ is: 'live' })
      },
      bytes(chunk) {
        attempt = 0
        ring.append(fresh(chunk))
        reading.changed()
      },
      closed(code) {
        if (stopped) return
        if (code === done) {
          ring.finish()
          ended = true
          reading.tell({ is: 'ended' })
          reading.changed()
          return
        }
        reading.tell({ is: 'away' })
        void findOut(code, isOpen, asked)
      },
    })
  }

  /** Tries again, unless somebody says that this is in vain. */
  async function findOut(code: number, wasOpen: boolean, asked: URLSearchParams): Promise<void> {
    if (code === rightsEnded || !wasOpen) {
      const may = await reading.mayStill().catch(() => true)
      if (stopped) return
      if (!may) return refuse('You may not read this log any more.')
    }
    if (!wasOpen) {
      const why = await reading.whyRefused(asked)
      if (stopped) return
      if (why !== undefined) return refuse(why)
    }
    const wait = attempt === 0 ? 0 : backOff(Math.min(attempt - 1, 1))
    attempt += 1
    timer = setTimeout(connect, wait)
  }

  function refuse(why: string): void {
    ended = true
    reading.tell({ is: 'refused', why })
  }

  reading.tell({ is: 'opening' })
  connect()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      socket?.close()
    },
    goOn() {
      if (ended && !stopped) connect()
    },
    hurry() {
      if (timer === undefined) return
      clearTimeout(timer)
      connect()
    },
  }
}
