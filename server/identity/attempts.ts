import { failure, StatusError } from '#kube/status.ts'

/** Failed tries of one account or address within the window; `first` in milliseconds. */
export interface Attempts {
  count: number
  first: number
}

const window = 5 * 60_000
const mostPerAccount = 5
const mostPerAddress = 50

/** The tries that still count. */
export function current(attempts: Attempts | undefined, now: number): Attempts {
  return attempts === undefined || now - attempts.first > window ? { count: 0, first: now } : attempts
}

/** Throws 429 with the seconds to wait when an account has had its tries. */
export function checkAccount(attempts: Attempts | undefined, now: number): void {
  refuse(current(attempts, now), mostPerAccount, now)
}

function refuse({ count, first }: Attempts, most: number, now: number): void {
  if (count < most) return
  const retryAfterSeconds = Math.max(1, Math.ceil((first + window - now) / 1000))
  throw new StatusError(
    failure(429, 'TooManyRequests', `too many failed tries: try again in ${retryAfterSeconds} seconds`, {
      retryAfterSeconds,
    }),
  )
}

/**
 * Failed tries in memory, by network address (at most 50 in five minutes) or by a name that nobody has (as many
 * as an account has, so that being locked does not tell which names exist); 10,000 are remembered. A try
 * counts as failed from its beginning, so that a thousand at once do not all pass as the first.
 */
export function limiter(of: 'address' | 'name', now: () => number = Date.now) {
  const most = of === 'address' ? mostPerAddress : mostPerAccount
  const seen = new Map<string, Attempts>()
  return {
    /** Counts a try, or throws 429; the answer takes it back when it did not fail. */
    begin(who: string): () => void {
      const before = current(seen.get(who), now())
      refuse(before, most, now())
      seen.delete(who)
      seen.set(who, { ...before, count: before.count + 1 })
      const oldest = seen.keys().next()
      if (seen.size > 10_000 && oldest.done !== true) seen.delete(oldest.value)
      return () => {
        const latest = seen.get(who)
        if (latest?.first === before.first) seen.set(who, { ...latest, count: latest.count - 1 })
      }
    },
  }
}
