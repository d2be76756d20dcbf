import type { Kind } from '#api/kind.ts'
import { useSyncExternalStore } from 'react'

/** Something that the person began in this window and that goes on by itself. */
export interface Begun {
  what: 'create' | 'delete'
  kind: Kind
  name: string
  namespace?: string | undefined
}

const listeners = new Set<() => void>()
let begun: readonly Begun[] = []

function change(next: readonly Begun[]): void {
  begun = next
  for (const listener of listeners) listener()
}

/** Lets the person hear of its end, wherever they are then. */
export function noteBegun(one: Begun): void {
  change([...begun.filter(({ kind, name, namespace }) => !isSame(one, { kind, name, namespace })), one])
}

function isSame(one: Begun, { kind, name, namespace }: Omit<Begun, 'what'>): boolean {
  return one.kind.plural === kind.plural && one.name === name && one.namespace === namespace
}

export function forgetBegun(one: Begun): void {
  change(begun.filter((other) => other !== one))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useBegun(): readonly Begun[] {
  return useSyncExternalStore(subscribe, () => begun)
}
