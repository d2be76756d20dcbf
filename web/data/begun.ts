import type { Kind } from '#api/kind.ts'
import { useSyncExternalStore } from 'react'

/** Something that the person began in this window and that goes on by itself. */
export interface Begun {
  what: 'create' | 'delete'
  kind: Kind
  name: string
  namespace?: string | undefined
}

/** Many that the person deleted at once, of which they hear once. */
export interface BegunTogether {
  kind: Kind
  names: readonly string[]
  namespace?: string | undefined
}

const listeners = new Set<() => void>()
let begun: readonly (Begun | BegunTogether)[] = []

function change(next: typeof begun): void {
  begun = next
  for (const listener of listeners) listener()
}

/** Lets the person hear of its end, wherever they are then. */
export function noteBegun(one: Begun): void {
  change([...begun.filter((other) => 'names' in other || !isSame(one, other)), one])
}

/** Lets the person hear once that all of them are gone. */
export function noteBegunTogether(many: BegunTogether): void {
  change([...begun, many])
}

function isSame(one: Begun, { kind, name, namespace }: Begun): boolean {
  return one.kind.plural === kind.plural && one.name === name && one.namespace === namespace
}

export function forgetBegun(one: Begun | BegunTogether): void {
  change(begun.filter((other) => other !== one))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useBegun(): typeof begun {
  return useSyncExternalStore(subscribe, () => begun)
}
