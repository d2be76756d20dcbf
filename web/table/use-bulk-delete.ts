import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { asStatusError } from '#web/data/client.ts'
import type { Watchable } from '#web/data/fold.ts'
import { tellElsewhere } from '#web/shell/notices/tell-elsewhere.ts'
import { sentence } from '#web/ui/error-words.ts'
import type { Bulk } from './bulk.ts'
import { outcomeWords } from './bulk-words.ts'
import { keyOf } from './column.ts'
import { inTurn } from '#web/data/in-turn.ts'

/** What is known of one of the rows. */
export type RowState =
  | { is: 'unknown' | 'allowed' | 'waiting' | 'running' | 'done' }
  | { is: 'refused' | 'failed'; why: string }

/** What many of them are called, and one. */
interface Named {
  what: string
  one: string
}

interface BulkDeletion<T> {
  stateOf: (object: T) => RowState
  phase: 'checking' | 'asking' | 'running' | 'over'
  /** Deletes what may be and was not yet. */
  begin: () => void
  /** Lets go on what has begun, and begins nothing more. */
  stop: () => void
}

/** So many requests at a time: the page has others. */
const atOnce = 4

/** Asks for each object whether the person may delete it, and deletes those, and keeps what came of each. */
export function useBulkDelete<T extends Watchable>(
  objects: readonly T[],
  bulk: Bulk<T>,
  named: Named,
): BulkDeletion<T> {
  const client = useQueryClient()
  const [states, setStates] = useState<ReadonlyMap<string, RowState>>(new Map())
  const [phase, setPhase] = useState<BulkDeletion<T>['phase']>('checking')
  const stopped = useRef(false)
  const isAway = useRef(false)
  const note = (object: T, state: RowState): void =>
    setStates((now) => new Map(now).set(keyOf(object), state))

  useEffect(() => {
    let left = false
    const known = new Map<string, RowState>()
    const check = async (object: T): Promise<void> => {
      known.set(keyOf(object), await rightTo(object))
    }
    const rightTo = async (object: T): Promise<RowState> => {
      try {
        const why = await bulk.against(client, object)
        return why === undefined ? { is: 'allowed' } : { is: 'refused', why }
      } catch (error) {
        return { is: 'refused', why: `the server could not say whether you may: ${messageOf(error)}` }
      }
    }
    const checkAll = async (): Promise<void> => {
      await inTurn(objects, atOnce, check, () => left)
      if (left) return
      setStates(known)
      setPhase('asking')
    }
    void checkAll()
    return () => {
      left = true
    }
  }, [client, objects, bulk])

  useEffect(() => {
    isAway.current = false
    return () => {
      isAway.current = true
    }
  }, [])

  const stateOf = (object: T): RowState => states.get(keyOf(object)) ?? { is: 'unknown' }
  const remove = async (object: T): Promise<RowState> => {
    try {
      await bulk.remove(client, object)
      return { is: 'done' }
    } catch (error) {
      // Somebody else was faster.
      const isGone = asStatusError(error).code === 404
      return isGone ? { is: 'done' } : { is: 'failed', why: messageOf(error) }
    }
  }
  const removeAll = async (next: readonly T[]): Promise<void> => {
    const { pathname, search } = window.location
    const done: T[] = []
    await inTurn(
      next,
      atOnce,
      async (object) => {
        note(object, { is: 'running' })
        const state = await remove(object)
        if (state.is === 'done') done.push(object)
        note(object, state)
      },
      () => stopped.current,
    )
    setStates((now) => withoutWaiting(now))
    setPhase('over')
    if (done.length > 0) bulk.follow?.(done)
    // Of those that are followed there is more to say when they are gone.
    if (bulk.follow !== undefined && done.length === next.length) return
    const outcome = outcomeWords(named, done.length, next.length)
    tellElsewhere(client, { ...outcome, to: pathname + search }, !isAway.current)
  }
  return {
    stateOf,
    phase,
    begin() {
      const next = objects.filter((object) => ['allowed', 'failed'].includes(stateOf(object).is))
      stopped.current = false
      setStates((now) => new Map([...now, ...next.map((one): [string, RowState] => [keyOf(one), waiting])]))
      setPhase('running')
      void removeAll(next)
    },
    stop() {
      stopped.current = true
    },
  }
}

const waiting: RowState = { is: 'waiting' }

/** What was stopped before its turn can be tried again. */
function withoutWaiting(states: ReadonlyMap<string, RowState>): ReadonlyMap<string, RowState> {
  const stopped: RowState = { is: 'failed', why: 'stopped before its turn' }
  return new Map([...states].map(([key, state]) => [key, state.is === 'waiting' ? stopped : state]))
}

function messageOf(error: unknown): string {
  return sentence(asStatusError(error).message)
}
