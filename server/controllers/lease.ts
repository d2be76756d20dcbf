import type { ObjectMeta } from '#kube/types.ts'

/** The numbers of client-go's leader election, in milliseconds. */
export const leaseTimes = {
  /** A holder that has not renewed for so long has lost it. */
  duration: 15_000,
  /** A holder that could not renew for so long gives up, well before anybody else takes over. */
  renewWithin: 10_000,
  renewEvery: 2_000,
} as const

/** `coordination.k8s.io/v1` Lease, as far as an election uses it. */
export interface Lease {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec?: {
    holderIdentity?: string | null
    leaseDurationSeconds?: number
    /** RFC 3339 with six fractional digits. */
    acquireTime?: string
    renewTime?: string
    leaseTransitions?: number
  }
}

/** A lease as it was seen, and when by a clock of one's own: what it says of times is another machine's. */
export interface Observed {
  lease: Lease | undefined
  at: number
}

/** Milliseconds until somebody may try to take it; a released one, one's own and one that nobody made at once. */
export function takeableIn({ lease, at }: Observed, identity: string, now: number): number {
  const { holderIdentity, leaseDurationSeconds = 0 } = lease?.spec ?? {}
  if (lease === undefined || !holderIdentity || holderIdentity === identity) return 0
  return Math.max(0, at + leaseDurationSeconds * 1000 - now)
}

/** What a holder writes when it takes or renews a lease. */
export function heldSpec(before: Lease['spec'], identity: string, time: number): NonNullable<Lease['spec']> {
  const mine = before?.holderIdentity === identity
  const renewTime = microTime(time)
  return {
    holderIdentity: identity,
    leaseDurationSeconds: leaseTimes.duration / 1000,
    acquireTime: (mine ? before.acquireTime : undefined) ?? renewTime,
    renewTime,
    leaseTransitions: (before?.leaseTransitions ?? 0) + (before === undefined || mine ? 0 : 1),
  }
}

/** What a holder leaves behind, so that the next need not wait. */
export function releasedSpec(
  before: Lease['spec'],
  _identity: string,
  time: number,
): NonNullable<Lease['spec']> {
  const now = microTime(time)
  return {
    holderIdentity: null,
    leaseDurationSeconds: 1,
    acquireTime: now,
    renewTime: now,
    leaseTransitions: before?.leaseTransitions ?? 0,
  }
}

function microTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z')
}
