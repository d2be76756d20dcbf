import type { LedgerEntry } from '#api/kinds/ledger.ts'
import { reservedFor } from '#server/quota/ledger.ts'

/**
 * Which entries of a ledger are due to be looked at, since no instance is known that they stand for, and in how
 * many milliseconds others may be.
 */
export function staleEntries(
  entries: Readonly<Record<string, LedgerEntry>>,
  isKnown: (key: string) => boolean,
  now: number,
): { due: string[]; lookAgainIn?: number } {
  const due: string[] = []
  let next = Number.POSITIVE_INFINITY
  for (const [key, { since }] of Object.entries(entries)) {
    if (isKnown(key)) continue
    // A time that is none holds nothing.
    const left = (Date.parse(since) || 0) + reservedFor - now
    if (left <= 0) due.push(key)
    else next = Math.min(next, left)
  }
  return next === Number.POSITIVE_INFINITY ? { due } : { due, lookAgainIn: next }
}
