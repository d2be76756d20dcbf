import { kinds } from '#api/kinds.ts'
import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { sameJson } from '#kube/json.ts'
import { sameGroups, viewOf, type Identity } from '#server/identity/identity.ts'
import type { Directory, DirectoryChange } from '#server/identity/directory.ts'
import { may, type Judged } from './may.ts'

/** Why the gateway ends a stream. */
export type EndReason = 'rights' | 'shutdown'

/** A stream that is open: who opened it with what, and what it shows. */
export interface OpenStream {
  identity: Identity
  keyName: string
  scope: AccessKeyScope | undefined
  /** Set for a watch of a management collection whose events are filtered. */
  plural?: string
  /** The connected cluster it comes from. */
  cluster?: string
  end(reason: EndReason): void
}

export interface Streams {
  /** Registers a stream; the answer takes it off again. */
  open(stream: OpenStream): () => void
  endAll(reason: EndReason): void
  /** Ends what comes from a cluster that is reached in another way now, or not at all. */
  endCluster(name: string): void
  count(): number
  stop(): void
}

/** How often expiry is looked at: well within the 5 s in which a revoked stream must be gone. */
const expiryCheck = 2_000

/**
 * Kubernetes authorises a stream once; here every open one is held against each change of keys, users and
 * teams, and ended when its opener no longer has the same rights or its view would change (rule 12). The
 * client comes back to be authorised anew.
 */
export function openStreams(directory: Directory): Streams {
  const streams = new Set<OpenStream>()

  function stillAllowed(stream: OpenStream): boolean {
    const caller = directory.callerByKeyName(stream.keyName)
    if (caller === undefined || !sameGroups(caller.identity, stream.identity)) return false
    if (!sameJson(caller.key.scope, stream.scope)) return false
    const { plural } = stream
    return plural === undefined || viewOf(caller.identity, plural) === viewOf(stream.identity, plural)
  }

  function recheck(change?: DirectoryChange): void {
    for (const stream of streams) {
      if (!stillAllowed(stream) || (change !== undefined && changesView(stream, change))) stream.end('rights')
    }
  }

  const unsubscribe = directory.subscribe(recheck)
  const timer = setInterval(() => recheck(), expiryCheck).unref()
  return {
    open(stream) {
      streams.add(stream)
      return () => streams.delete(stream)
    },
    endAll: (reason) => streams.forEach((stream) => stream.end(reason)),
    endCluster: (name) =>
      streams.forEach((stream) => {
        if (stream.cluster === name) stream.end('rights')
      }),
    count: () => streams.size,
    stop() {
      unsubscribe()
      clearInterval(timer)
    },
  }
}

/** Whether an object came into or left what a filtered watch shows, other than by being made or deleted. */
function changesView(stream: OpenStream, change: DirectoryChange): boolean {
  if (change.kind === 'Key' || change.before === undefined || change.after === undefined) return false
  const plural = kinds.find(({ kind }) => kind === change.kind)?.plural
  if (plural === undefined || stream.plural !== plural) return false
  const sees = (object: Judged) => may(stream.identity, 'get', plural, object).allowed
  return sees(change.before) !== sees(change.after)
}
