import { team, type Team } from '#api/kinds/team.ts'
import { user, type User } from '#api/kinds/user.ts'
import { collectionPath } from '#api/paths.ts'
import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { reflect, type Reflector } from '#server/cluster/reflector.ts'
import { identityOf, type Identity } from './identity.ts'
import { accessKeyLabel, expiryOf, keyName, readKeySecret, systemNamespace, type KnownKey } from './keys.ts'

/** What changed in the directory; both sides are there for an update. */
export type DirectoryChange =
  | { kind: 'Team'; before?: Team | undefined; after?: Team | undefined }
  | { kind: 'User'; before?: User | undefined; after?: User | undefined }
  | { kind: 'Key'; name: string }

export interface Caller {
  identity: Identity
  /** With the name of its Secret. */
  key: KnownKey & { name: string }
}

/** Users, teams and access keys, kept from watches, so that every decision is a look-up in memory. */
export interface Directory {
  users: ReadonlyMap<string, User>
  teams: ReadonlyMap<string, Team>
  /** Whom a bearer or cookie stands for; undefined if unknown, expired or disabled. */
  callerOf(key: string): Caller | undefined
  /** The same for a key's name, for streams that are open already. */
  callerByKeyName(name: string): Caller | undefined
  /** All keys of somebody, also those that are refused, by the names that they know them under. */
  ownKeys(owner: Pick<Identity, 'user' | 'uid'>): Map<string, Caller['key']>
  /** Makes a key known before the watch brings it, so that its owner can use it at once. */
  remember(secret: KubeObject): void
  forget(keyName: string): void
  /** Longest time in milliseconds that one of the watches has been down. */
  downFor(): number
  synced: Promise<void>
  subscribe(listener: (change: DirectoryChange) => void): () => void
  stop(): void
}

/** A list that began longer after a key was made than this has seen it. */
const listTakesAtMost = 30_000

/** Starts the three watches. `failed` is told what went wrong with one before it is taken up again. */
export function openDirectory(
  connection: Connection,
  failed: (error: unknown) => void,
  now = Date.now,
): Directory {
  const listeners = new Set<(change: DirectoryChange) => void>()
  /** Identities since the last change of a user or team: who somebody is takes a look at every team. */
  const identities = new Map<string, Identity>()
  const tell = (change: DirectoryChange) => {
    if (change.kind !== 'Key') identities.clear()
    listeners.forEach((listener) => listener(change))
  }
  const keys = new Map<string, KnownKey>()
  /** Keys that were remembered and that the watch has not brought yet, with the time. */
  const awaited = new Map<string, number>()

  const users = reflect<KubeObject & User>({
    connection,
    path: collectionPath(user),
    failed,
    changed: (before, after) => tell({ kind: 'User', before, after }),
  })
  const teams = reflect<KubeObject & Team>({
    connection,
    path: collectionPath(team),
    failed,
    changed: (before, after) => tell({ kind: 'Team', before, after }),
  })
  const secrets = reflect<KubeObject>({
    connection,
    path: `/api/v1/namespaces/${systemNamespace}/secrets`,
    query: { labelSelector: `${accessKeyLabel}=true` },
    failed,
    listed: forgetUnlisted,
    changed: (before, after) => (after === undefined ? forget(before?.metadata.name ?? '') : remember(after)),
  })

  /** A list ends the wait for a key that is not in it: it was deleted while nobody watched. */
  function forgetUnlisted(): void {
    for (const [name, since] of awaited) {
      if (secrets.objects.has(`${systemNamespace}/${name}`)) awaited.delete(name)
      else if (now() - since > listTakesAtMost) forget(name)
    }
  }

  function remember(secret: KubeObject): void {
    const about = readKeySecret(secret)
    const { name } = secret.metadata
    if (about === undefined) return
    const before = keys.get(name)
    keys.set(name, about)
    awaited.set(name, now())
    if (before === undefined || !sameButForUse(before, about)) tell({ kind: 'Key', name })
  }

  function forget(name: string): void {
    keys.delete(name)
    awaited.delete(name)
    tell({ kind: 'Key', name })
  }

  function identity(name: string): Identity | undefined {
    const known = identities.get(name)
    if (known !== undefined) return known
    const found = users.objects.get(name)
    if (found === undefined || found.spec.disabled === true || found.metadata.deletionTimestamp !== undefined)
      return undefined
    const made = identityOf(found, teams.objects.values())
    identities.set(name, made)
    return made
  }

  function callerByKeyName(name: string): Caller | undefined {
    const key = keys.get(name)
    // Asked this way round, so that an expiry which is no date opens nothing.
    if (key === undefined || key.disabled === true || !(expiryOf(key) > now())) return undefined
    const who = identity(key.user)
    // A user made anew under an old name has none of the old one's keys.
    return who === undefined || who.uid !== key.uid ? undefined : { identity: who, key: { ...key, name } }
  }

  const all: Pick<Reflector<KubeObject>, 'downFor' | 'synced' | 'stop'>[] = [users, teams, secrets]
  return {
    users: users.objects,
    teams: teams.objects,
    callerOf: (key) => callerByKeyName(keyName(key)),
    callerByKeyName,
    ownKeys: ({ user: owner, uid }) =>
      new Map(
        [...keys]
          .filter(([, key]) => key.user === owner && key.uid === uid)
          .map(([name, key]) => [key.called ?? name, { ...key, name }]),
      ),
    remember,
    forget,
    downFor: () => Math.max(...all.map((reflector) => reflector.downFor())),
    synced: Promise.all(all.map((reflector) => reflector.synced)).then(() => undefined),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => all.forEach((reflector) => reflector.stop()),
  }
}

/** A use is noted often and changes nobody's rights; every listener looks at every open stream. */
function sameButForUse(before: KnownKey, after: KnownKey): boolean {
  return sameJson({ ...before, lastUsed: '' }, { ...after, lastUsed: '' })
}
