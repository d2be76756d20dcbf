import type { Kind } from '#api/kind.ts'
import { cluster, type Cluster } from '#api/kinds/cluster.ts'
import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { project, type Project } from '#api/kinds/project.ts'
import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate, type SpaceTemplate } from '#api/kinds/space-template.ts'
import { team, type Team } from '#api/kinds/team.ts'
import { user, type User } from '#api/kinds/user.ts'
import { virtualClusterInstance, type VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate, type VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { reflect, type Reflector } from '#server/cluster/reflector.ts'
import { openIdentities } from './identities.ts'
import type { Identity } from './identity.ts'
import { accessKeyLabel, expiryOf, keyName, readKeySecret, systemNamespace, type KnownKey } from './keys.ts'

/** What is kept of the management API. */
interface Kept {
  User: User
  Team: Team
  Project: Project
  ProjectSecret: ProjectSecret
  Cluster: Cluster
  SpaceTemplate: SpaceTemplate
  VirtualClusterTemplate: VirtualClusterTemplate
  SpaceInstance: SpaceInstance
  VirtualClusterInstance: VirtualClusterInstance
}

/** What changed of an object; both sides are there for an update. */
export type ObjectChange = {
  [K in keyof Kept]: { kind: K; before?: Kept[K] | undefined; after?: Kept[K] | undefined }
}[keyof Kept]

/** What changed in the directory. */
export type DirectoryChange = ObjectChange | { kind: 'Key'; name: string }

export interface Caller {
  identity: Identity
  /** With the name of its Secret. */
  key: KnownKey & { name: string }
}

/** All that is decided on and the access keys, kept from watches, so that every decision is a look-up in memory. */
export interface Directory {
  users: ReadonlyMap<string, User>
  teams: ReadonlyMap<string, Team>
  projects: ReadonlyMap<string, Project>
  clusters: ReadonlyMap<string, Cluster>
  spaceTemplates: ReadonlyMap<string, SpaceTemplate>
  virtualClusterTemplates: ReadonlyMap<string, VirtualClusterTemplate>
  /** By namespace/name, as all that is in a namespace. */
  spaceInstances: ReadonlyMap<string, SpaceInstance>
  virtualClusterInstances: ReadonlyMap<string, VirtualClusterInstance>
  /** All objects of a kind that is kept, by the same keys; none of any other. */
  all(plural: string): ReadonlyMap<string, Kept[keyof Kept]>
  /** An object as the cluster has it now, where the watches have not brought it yet; undefined if it is not there. */
  read(kind: Kind, name: string, namespace?: string): Promise<Kept[keyof Kept] | undefined>
  /** Who a user is; undefined if unknown or disabled. The same object while nothing about them changes. */
  identity(user: string): Identity | undefined
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

/** Starts the watches. `failed` is told what went wrong with one before it is taken up again. */
export function openDirectory(
  connection: Connection,
  failed: (error: unknown) => void,
  now = Date.now,
): Directory {
  const listeners = new Set<(change: DirectoryChange) => void>()
  const identities = openIdentities(() => ({
    users: users.objects,
    teams: teams.objects,
    projects: projects.objects,
  }))
  const tell = (change: DirectoryChange) => {
    if (change.kind === 'User') identities.userChanged(change)
    if (change.kind === 'Team') identities.teamChanged(change)
    if (change.kind === 'Project') identities.projectChanged(change)
    listeners.forEach((listener) => listener(change))
  }
  const keys = new Map<string, KnownKey>()
  /** Keys that were remembered and that the watch has not brought yet, with the time. */
  const awaited = new Map<string, number>()

  const copyOf = <T>(
    kind: Kind,
    changed: (before?: T, after?: T) => void,
    keep?: (object: KubeObject & T) => KubeObject & T,
  ) =>
    reflect<KubeObject & T>({
      connection,
      path: collectionPath(kind),
      failed,
      changed,
      ...(keep === undefined ? {} : { keep }),
    })
  const users = copyOf<User>(user, (before, after) => tell({ kind: 'User', before, after }))
  const teams = copyOf<Team>(team, (before, after) => tell({ kind: 'Team', before, after }))
  const projects = copyOf<Project>(project, (before, after) => tell({ kind: 'Project', before, after }))
  const clusters = copyOf<Cluster>(cluster, (before, after) => tell({ kind: 'Cluster', before, after }))
  const spaceTemplates = copyOf<SpaceTemplate>(spaceTemplate, (before, after) =>
    tell({ kind: 'SpaceTemplate', before, after }),
  )
  const virtualClusterTemplates = copyOf<VirtualClusterTemplate>(virtualClusterTemplate, (before, after) =>
    tell({ kind: 'VirtualClusterTemplate', before, after }),
  )
  const spaceInstances = copyOf<SpaceInstance>(spaceInstance, (before, after) =>
    tell({ kind: 'SpaceInstance', before, after }),
  )
  const virtualClusterInstances = copyOf<VirtualClusterInstance>(virtualClusterInstance, (before, after) =>
    tell({ kind: 'VirtualClusterInstance', before, after }),
  )
  const projectSecrets = copyOf<ProjectSecret>(
    projectSecret,
    (before, after) => tell({ kind: 'ProjectSecret', before, after }),
    withoutValues,
  )
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

  function callerByKeyName(name: string): Caller | undefined {
    const key = keys.get(name)
    // Asked this way round, so that an expiry which is no date opens nothing.
    if (key === undefined || key.disabled === true || !(expiryOf(key) > now())) return undefined
    const who = identities.of(key.user)
    // A user made anew under an old name has none of the old one's keys.
    return who === undefined || who.uid !== key.uid ? undefined : { identity: who, key: { ...key, name } }
  }

  const kept = new Map<string, Reflector<KubeObject & Kept[keyof Kept]>>([
    [user.plural, users],
    [team.plural, teams],
    [project.plural, projects],
    [projectSecret.plural, projectSecrets],
    [cluster.plural, clusters],
    [spaceTemplate.plural, spaceTemplates],
    [virtualClusterTemplate.plural, virtualClusterTemplates],
    [spaceInstance.plural, spaceInstances],
    [virtualClusterInstance.plural, virtualClusterInstances],
  ])
  const nothing = new Map<string, never>()
  const reflectors = [...kept.values(), secrets]
  const synced = Promise.all(reflectors.map((reflector) => reflector.synced)).then(() => undefined)
  synced.catch(() => {})
  const client = clientOf(connection)
  return {
    users: users.objects,
    teams: teams.objects,
    projects: projects.objects,
    clusters: clusters.objects,
    spaceTemplates: spaceTemplates.objects,
    virtualClusterTemplates: virtualClusterTemplates.objects,
    spaceInstances: spaceInstances.objects,
    virtualClusterInstances: virtualClusterInstances.objects,
    all: (plural) => kept.get(plural)?.objects ?? nothing,
    read: (kind, name, namespace) => orAbsent(client.get(objectPath(kind, name, namespace))),
    identity: (name) => identities.of(name),
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
    downFor: () => Math.max(...reflectors.map((reflector) => reflector.downFor())),
    synced,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => reflectors.forEach((reflector) => reflector.stop()),
  }
}

/** What decisions rest on; nobody is answered from here, so that the values need not be in this memory. */
function withoutValues<T extends KubeObject & ProjectSecret>({ metadata, spec, ...rest }: T): T {
  const { annotations: _, managedFields: __, ...kept } = metadata
  const { data: ___, ...about } = spec
  return { ...rest, metadata: kept, spec: about } as T
}

/** A use is noted often and changes nobody's rights; every listener looks at every open stream. */
function sameButForUse(before: KnownKey, after: KnownKey): boolean {
  return sameJson({ ...before, lastUsed: '' }, { ...after, lastUsed: '' })
}
