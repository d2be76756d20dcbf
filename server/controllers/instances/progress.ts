import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'
import { setCondition, type Condition } from '#server/controllers/conditions.ts'
import { Problem, Waiting } from './problem.ts'

/** One thing on the way of an instance; done when it returns, held when it throws. */
export interface Step {
  type: string
  /** What it returns says what was done. */
  run: () => Promise<string | undefined> | Promise<void> | string | undefined
  /** Whether the steps after it go on where it is held by what people wrote: with what was good before. */
  optional?: () => boolean
}

/** How far an instance is: what the first thing that holds it says. */
export interface Progress {
  phase: 'Ready' | 'Pending' | 'Failed'
  reason: string
  message: string
  conditions: readonly Condition[]
  /** What went wrong for no reason that the instance knows of: to be tried again. */
  fault?: unknown
}

/** The summary of all conditions. */
const summary = 'Ready'

/**
 * Goes through the steps until one holds, and says of each how it went. Those behind it are not known, so their
 * conditions say for what they wait.
 */
export async function walk(
  steps: readonly Step[],
  before: readonly Condition[] | undefined,
  now: () => number = Date.now,
): Promise<Progress> {
  let conditions: readonly Condition[] = before ?? []
  let first: Held | undefined
  let stopped: string | undefined
  for (const step of steps) {
    if (stopped !== undefined) {
      const message = `waits for ${stopped}`
      conditions = setCondition(
        conditions,
        { type: step.type, status: 'Unknown', reason: 'Waiting', message },
        now(),
      )
      continue
    }
    const held = await tried(step)
    if (typeof held !== 'object') {
      const message = held === undefined ? {} : { message: held }
      conditions = setCondition(conditions, { type: step.type, status: 'True', ...message }, now())
      continue
    }
    const { reason, message, failed } = held
    const severity = failed ? 'Error' : 'Info'
    conditions = setCondition(
      conditions,
      { type: step.type, status: 'False', severity, reason, message },
      now(),
    )
    first ??= held
    if (!failed || step.optional?.() !== true) stopped = step.type
  }
  return summarise(conditions, first, now())
}

interface Held {
  reason: string
  message: string
  failed: boolean
  fault?: unknown
}

async function tried(step: Step): Promise<Held | string | undefined> {
  try {
    return (await step.run()) ?? undefined
  } catch (error) {
    return heldBy(error)
  }
}

/** Codes with which an API server refuses an object for what is in it. */
const refusals = new Set([400, 403, 405, 413, 415, 422])

/** What server-side apply answers, as 500, to a field of a wrong type. */
function isTypeError(message: string): boolean {
  return message.startsWith('failed to create typed patch object')
}

function heldBy(error: unknown): Held {
  const message = messageOf(error)
  if (error instanceof Problem) return { reason: error.reason, message, failed: true }
  if (error instanceof Waiting) return { reason: error.reason, message, failed: false }
  if (error instanceof StatusError) {
    if (refusals.has(error.code) || isTypeError(message))
      return { reason: 'Refused', message, failed: true, fault: error }
    const reason = error.code === 503 ? 'Unreachable' : error.reason || 'Error'
    return { reason, message, failed: false, fault: error }
  }
  return { reason: 'Unreachable', message, failed: false, fault: error }
}

function summarise(conditions: readonly Condition[], held: Held | undefined, now: number): Progress {
  if (held === undefined) {
    return {
      phase: 'Ready',
      reason: '',
      message: '',
      conditions: setCondition(conditions, { type: summary, status: 'True' }, now),
    }
  }
  const { reason, message, failed, fault } = held
  const severity = failed ? 'Error' : 'Info'
  return {
    phase: failed ? 'Failed' : 'Pending',
    reason,
    message,
    conditions: setCondition(conditions, { type: summary, status: 'False', severity, reason, message }, now),
    ...(fault === undefined ? {} : { fault }),
  }
}
