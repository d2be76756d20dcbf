import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'

export interface SayOptions {
  /** At most so many at a time: those who look at the demo meanwhile come first. */
  atOnce: number
  signal: AbortSignal
  report: (error: unknown) => void
  /** Waits for so many milliseconds; rejects when `signal` does not want it any more. */
  pause: (milliseconds: number) => Promise<void>
}

/** Refusals that may only be early: rights, namespaces and definitions take a moment to be known everywhere. */
const early = new Set([401, 403, 404])

/** How often something is said again that is refused so; about six seconds altogether. */
const patience = 6

const firstPause = 100
const longestPause = 10_000

/**
 * Says one thing until it is so. False where it is refused for good: somebody has decided otherwise meanwhile, and
 * the story goes on without. A server that fails or does not answer is asked again for as long as anybody waits.
 */
export type Say = (name: string, create: () => Promise<unknown>) => Promise<boolean>

export function sayingWith({ atOnce, signal, report, pause }: SayOptions): Say {
  const turn = turnsOf(atOnce)
  return async (name, create) => {
    for (let tries = 1; ; tries += 1) {
      const failure = await turn(() => failureOf(create))
      if (failure === undefined) return true
      signal.throwIfAborted()
      const { error, code } = failure
      const refused = code >= 400 && code < 500 && code !== 409 && code !== 429
      if (refused && (!early.has(code) || tries > patience)) {
        report(new Error(`The demo goes without ${name}: ${messageOf(error)}`))
        return false
      }
      if (tries === patience) report(error)
      await pause(Math.min(firstPause * 2 ** (tries - 1), longestPause))
    }
  }
}

/** What went wrong, if anything; what is there already is as it should be. */
async function failureOf(
  create: () => Promise<unknown>,
): Promise<{ error: unknown; code: number } | undefined> {
  try {
    await create()
    return undefined
  } catch (error) {
    if (!(error instanceof StatusError)) return { error, code: 0 }
    return error.reason === 'AlreadyExists' ? undefined : { error, code: error.code }
  }
}

/** Runs what it is given, so many at a time, in the order in which it comes. */
function turnsOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < most) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
