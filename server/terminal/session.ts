import type { IPty } from '@lydell/node-pty'
import { StringDecoder } from 'node:string_decoder'
import type { WebSocket } from 'ws'
import { failure } from '#kube/status.ts'
import { makeScrollback } from './scrollback.ts'

/** The channels of `v5.channel.k8s.io`, in which the console speaks to a shell here as to one in a container. */
const channels = { stdin: 0, stdout: 1, error: 3, resize: 4 } as const

/** Why a session ends. */
export type Ending = 'exit' | 'closed' | 'rights' | 'idle' | 'left' | 'old' | 'shutdown'

/** How a browser is told; 1000 comes with a Status before it. */
const closeCodes: Record<Ending, number> = {
  exit: 1000,
  closed: 1000,
  rights: 4401,
  idle: 1000,
  left: 1000,
  old: 1000,
  shutdown: 1001,
}

/** Of a browser whose session was opened in another window. */
const takenOver = 4409

/** In milliseconds: how long a session waits for its window, how long it may say nothing, and how old it gets. */
export const patience = { left: 15 * 60_000, idle: 4 * 3600_000, old: 12 * 3600_000 }

/** Bytes that are shown again, and that wait for a client before the program must. */
const mostKept = 256 * 1024
const mostUnsent = 256 * 1024

export interface Session {
  /** Shows all that there was to a client, and then what comes; whoever was there before is sent away. */
  attach(client: WebSocket): void
  end(why: Ending): void
  /** Resolves when nothing of it runs any more. */
  ended: Promise<void>
  pid: number
}

/** A program in a terminal that waits for its client, comes back to it, and ends in one way. */
export function makeSession(pty: IPty, over: (why: Ending) => void): Session {
  const scrollback = makeScrollback(mostKept)
  const decoder = new StringDecoder('utf8')
  let client: WebSocket | undefined
  let ending: Ending | undefined
  let used = Date.now()
  let left = Date.now()
  const begun = Date.now()
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const clock = setInterval(() => {
    const now = Date.now()
    if (client === undefined && now - left > patience.left) end('left')
    else if (now - used > patience.idle) end('idle')
    else if (now - begun > patience.old) end('old')
  }, 5_000).unref()

  function end(why: Ending): void {
    if (ending !== undefined) return
    ending = why
    clearInterval(clock)
    try {
      // All that runs in the sandbox goes with its first process.
      pty.kill('SIGKILL')
    } catch {
      // It is gone already.
    }
    if (why !== 'exit') say(client, why)
    over(why)
  }

  pty.onData((data: string | Buffer) => {
    const bytes = Buffer.from(data)
    used = Date.now()
    scrollback.add(bytes)
    const to = client
    if (to === undefined) return
    to.send(frame(channels.stdout, bytes), () => {
      if (to.bufferedAmount < mostUnsent / 2) pty.resume()
    })
    if (to.bufferedAmount > mostUnsent) pty.pause()
  })
  pty.onExit(({ exitCode, signal = 0 }) => {
    if (ending === undefined) {
      const code = signal === 0 ? exitCode : 128 + signal
      client?.send(frame(channels.error, JSON.stringify(exitStatus(code))))
      client?.close(1000)
      end('exit')
    }
    resolve()
  })

  function take(data: Buffer): void {
    const [channel] = data
    const bytes = data.subarray(1)
    used = Date.now()
    if (channel === channels.stdin) pty.write(decoder.write(bytes))
    if (channel === channels.resize) resize(pty, bytes.toString())
  }

  return {
    attach(next) {
      client?.close(takenOver)
      client = next
      pty.resume()
      next.send(frame(channels.stdout, scrollback.all()))
      next.on('message', (data: Buffer) => {
        if (client === next && ending === undefined) take(data)
      })
      next.once('close', () => {
        if (client !== next) return
        client = undefined
        left = Date.now()
        // Nobody must wait for who is not there.
        pty.resume()
      })
    },
    end,
    ended,
    pid: pty.pid,
  }
}

const words: Record<Exclude<Ending, 'exit' | 'rights' | 'shutdown'>, string> = {
  closed: 'the session was closed',
  idle: 'the session ended, because nothing was typed or shown for four hours',
  left: 'the session ended, because nobody came back to it for a quarter of an hour',
  old: 'the session ended, because it was twelve hours old',
}

function say(client: WebSocket | undefined, why: Ending): void {
  if (client === undefined) return
  if (why in words) {
    const told = words[why as keyof typeof words]
    client.send(frame(channels.error, JSON.stringify(failure(410, 'Expired', told))))
  }
  client.close(closeCodes[why])
}

function frame(channel: number, bytes: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(bytes)])
}

/** As a kubelet says how a command ended. */
function exitStatus(code: number): object {
  if (code === 0) return { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Success' }
  const message = `command terminated with exit code ${code}`
  const details = { causes: [{ reason: 'ExitCode', message: String(code) }] }
  return { ...failure(500, 'NonZeroExitCode', message), details }
}

const mostCells = 1_000

function resize(pty: IPty, text: string): void {
  const found = /^\{"Width":(\d{1,4}),"Height":(\d{1,4})\}$/.exec(text)
  const [columns, rows] = [Number(found?.[1]), Number(found?.[2])]
  if (columns >= 1 && rows >= 1 && columns <= mostCells && rows <= mostCells) pty.resize(columns, rows)
}
