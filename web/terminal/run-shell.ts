import { asStatusError, isPassing, request } from '#web/data/client.ts'
import { sentence } from '#web/ui/error-words.ts'
import type { Ended } from './channels.ts'
import { connect, type Connection } from './connection.ts'
import type { TabState } from './dock.ts'
import type { ShellTarget } from './open.ts'
import type { Run, Stage } from './run-exec.ts'
import { askPossibility, endSession, type Possibility, sessionAddress, startSession } from './sessions.ts'

interface Options {
  target: ShellTarget
  /** One that was begun before, and may still be there. */
  session: string | undefined
  stage: Stage
  /** Told of a session that is begun. */
  begun: (session: string) => void
}

/** Close codes of the server's terminal; see `closeCodes` there. */
const rightsChanged = 4401
const takenOver = 4409

const firstPause = 500
const longestPause = 8_000

/** Opens a kubectl shell on the server, or comes back to one; a lost connection is tried again. */
export function runShell({ target, session, stage, begun }: Options): Run {
  let connection: Connection | undefined
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = firstPause

  async function start(): Promise<void> {
    try {
      const id = session ?? (await startSession(target))
      if (stopped) {
        if (session === undefined) await endSession(id)
        return
      }
      if (session === undefined) begun(id)
      attach(id)
    } catch (error) {
      if (!stopped) stage.tell(await stateOfFailure(error))
    }
  }

  function attach(id: string): void {
    let reached = false
    connection = connect(sessionAddress(id), {
      opened() {
        reached = true
        pause = firstPause
        // What was shown comes again with the session.
        stage.clear()
        connection?.send(stage.size())
        stage.tell({ is: 'open' })
      },
      output: stage.write,
      closed(ended, code) {
        if (stopped) return
        const over = stateOfEnd(ended, code)
        if (over !== undefined) return stage.tell(over)
        stage.tell({ is: 'lost' })
        if (reached) again(id)
        else void askWhether(id)
      },
    })
  }

  /** A handshake that fails says no reason: the session may be over, or the server away. */
  async function askWhether(id: string): Promise<void> {
    try {
      await request<unknown>('GET', sessionAddress(id))
    } catch (error) {
      if (stopped) return
      if (!isPassing(error)) return stage.tell({ is: 'ended', told: 'This session is over.' })
    }
    again(id)
  }

  function again(id: string): void {
    if (stopped) return
    timer = setTimeout(() => attach(id), pause)
    pause = Math.min(pause * 2, longestPause)
  }

  void start()
  return {
    send: (frame) => connection?.send(frame),
    stop() {
      stopped = true
      clearTimeout(timer)
      connection?.close()
    },
  }
}

function stateOfEnd(ended: Ended | undefined, code: number): TabState | undefined {
  if (ended?.code !== undefined) return { is: 'ended', code: ended.code, told: '' }
  if (ended !== undefined) return { is: 'ended', told: sentence(ended.message) }
  if (code === rightsChanged) return { is: 'ended', told: 'Your rights or your sign-in have changed.' }
  if (code === takenOver) return { is: 'ended', told: 'It was opened in another window.' }
  return undefined
}

async function whyNot(): Promise<Partial<Possibility>> {
  try {
    return await askPossibility()
  } catch {
    return {}
  }
}

async function stateOfFailure(error: unknown): Promise<TabState> {
  const { code, message } = asStatusError(error)
  if (code !== 501) return { is: 'ended', told: sentence(message) }
  const { told = message, install } = await whyNot()
  return { is: 'impossible', told: sentence(told), ...(install === undefined ? {} : { install }) }
}
