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
 * Failed tries by network address, in memory: at most 50 in five minutes, 10,000 addresses remembered. A try
 * counts as failed from its beginning, so that a thousand at once do not all pass as the first.
 */
export function addressLimiter(now: () => number = Date.now) {
  const seen = new Map<string, Attempts>()
  return {
    /** Counts a try, or throws 429; the answer takes it back when it did not fail. */
    begin(address: string): () => void {
      const before = current(seen.get(address), now())
      refuse(before, mostPerAddress, now())
      seen.delete(address)
      seen.set(address, { ...before, count: before.count + 1 })
      const oldest = seen.keys().next()
      if (seen.size > 10_000 && oldest.done !== true) seen.delete(oldest.value)
      return () => {
        const latest = seen.get(address)
        if (latest?.first === before.first) seen.set(address, { ...latest, count: latest.count - 1 })
      }
    },
  }
}
