import { backOff, type WatchEvent } from '#kube/watch.ts'
import type { Change, Watchable } from './fold.ts'

/** What a socket tells; `closed` gets the close code. */
export interface SocketListener {
  opened: () => void
  message: (text: string) => void
  closed: (code: number) => void
}

/** The part of a WebSocket that following needs; a test gives its own. */
export interface Socket {
  close: () => void
}

export interface Followed {
  /** Opens the watch from where the cache stands now. */
  open: (listener: SocketListener) => Socket
  apply: (changes: Change<Watchable>[]) => void
  /** Reads the whole list or object again; answers whether that worked. */
  readAgain: () => Promise<boolean>
  /** Called on each transition: whether what is shown follows the server. */
  tell: (live: boolean) => void
  /** Called when the server says that what the person may see has changed, or that the session ended. */
  rightsChanged: () => void
}

export interface Following {
  stop: () => void
  /** Does not wait for the back-off: the network came back, or the person is looking again. */
  hurry: () => void
}

/** The server closes a stream with this code when the session or the rights behind it ended. */
export const rightsEnded = 4401

/** A connection that held this long was a good one: the next loss starts a new count of attempts. */
const steady = 5_000

/**
 * Keeps one watch open until it is stopped: resumes where it was, reads again after 410 or a refused
 * handshake (a browser cannot see why it was refused), and waits longer after each failure. The wait is
 * capped low, because the page promises to be right again within 5 s of the server's return.
 */
export function follow(followed: Followed): Following {
  let socket: Socket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let stopped = false
  const batch = frameBatch(followed.apply)

  function connect(): void {
    timer = undefined
    let openedAt: number | undefined
    let mustRead = false
    const current = followed.open({
      opened() {
        openedAt = Date.now()
        followed.tell(true)
      },
      message(text) {
        const event = JSON.parse(text) as WatchEvent<Watchable>
        if (event.type !== 'ERROR') {
          attempt = 0
          batch.add(event)
          return
        }
        mustRead = true
        if (event.object.code === 410) followed.rightsChanged()
        current.close()
      },
      closed(code) {
        if (stopped) return
        batch.flush()
        followed.tell(false)
        if (code === rightsEnded) followed.rightsChanged()
        if (openedAt !== undefined && Date.now() - openedAt > steady) attempt = 0
        again(mustRead || code === rightsEnded || openedAt === undefined)
      },
    })
    socket = current
  }

  function again(mustRead: boolean): void {
    const wait = attempt === 0 ? 0 : backOff(Math.min(attempt - 1, 1))
    attempt += 1
    proceed = mustRead ? () => void readThenConnect() : connect
    timer = setTimeout(() => proceed(), wait)
  }

  async function readThenConnect(): Promise<void> {
    timer = undefined
    const worked = await followed.readAgain()
    if (stopped) return
    if (worked) connect()
    else again(true)
  }

  let proceed: () => void = connect
  connect()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      batch.flush()
      socket?.close()
    },
    hurry() {
      if (timer === undefined) return
      clearTimeout(timer)
      proceed()
    },
  }
}

/**
 * What goes on changing is handed over this often, in milliseconds: nobody reads faster, and what is typed meanwhile
 * has the frames in between.
 */
const betweenChanges = 50

/**
 * Gathers changes and hands them over together: the first with the next frame, and while they go on in frames some way
 * apart. A hidden page has no frames, so a timer stands behind them: what is not looked at is still kept right, only
 * slower.
 */
function frameBatch(apply: (changes: Change<Watchable>[]) => void): {
  add: (change: Change<Watchable>) => void
  flush: () => void
} {
  let changes: Change<Watchable>[] = []
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  function flush(): void {
    if (frame !== undefined) cancelAnimationFrame(frame)
    clearTimeout(timer)
    clearTimeout(pause)
    frame = undefined
    timer = undefined
    pause = setTimeout(() => {
      pause = undefined
      if (changes.length > 0) frame = requestAnimationFrame(flush)
    }, betweenChanges)
    const ready = changes
    changes = []
    if (ready.length > 0) apply(ready)
  }
  return {
    add(change) {
      changes.push(change)
      if (pause === undefined) frame ??= requestAnimationFrame(flush)
      timer ??= setTimeout(flush, 1_000)
    },
    flush,
  }
}
