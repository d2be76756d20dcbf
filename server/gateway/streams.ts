import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import type { Project } from '#api/kinds/project.ts'
import { kinds } from '#api/kinds.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { sameJson } from '#kube/json.ts'
import { sameGroups, viewOf, type Identity } from '#server/identity/identity.ts'
import { membershipsOf, strengthOf, type ProjectRole } from '#server/identity/memberships.ts'
import type { Directory, DirectoryChange, ObjectChange } from '#server/identity/directory.ts'
import { openHosts, placeKey, placeOf, type Instance } from './hosts.ts'
import { may, type Judged } from './may.ts'
import { makeIndex } from './stream-index.ts'

/** Why the gateway ends a stream. */
export type EndReason = 'rights' | 'shutdown'

/** Which instance is meant, wherever one is told apart from others. */
export interface InstanceRef {
  plural: 'spaceinstances' | 'virtualclusterinstances'
  project: string
  name: string
}

/** A stream that is open: who opened it with what, and what it shows. */
export interface OpenStream {
  identity: Identity
  keyName: string
  scope: AccessKeyScope | undefined
  /** Set for a watch of a management collection whose events are filtered. */
  plural?: string
  /** The connected cluster it comes from, or through. */
  cluster?: string
  /** The namespace of that cluster that it is about. */
  namespace?: string
  /** The instance whose prefix it came by. */
  instance?: InstanceRef
  /** The project that it is about, where it is about no instance. */
  project?: string
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
 * How long after a change what it ended is ended once more: until a controller has taken the RBAC on the cluster
 * away, Kubernetes lets the same person open it again.
 */
const againAfter = 3_000

/** What happened to an object. */
interface Change<T> {
  before?: T | undefined
  after?: T | undefined
}

/**
 * Kubernetes authorises a stream once; here every open one is held against each change of keys, people, projects
 * and instances, and ended when its opener no longer has the same rights to it or its view would change (rule
 * 12). The client comes back to be authorised anew. A change looks at the streams that it may touch and no others.
 */
export function openStreams(directory: Directory): Streams {
  const streams = new Set<OpenStream>()
  const byUser = makeIndex<OpenStream>(({ identity }) => [identity.user])
  const byPlace = makeIndex<OpenStream>(keysOf)
  const hosts = openHosts(directory)
  /** Who people were when their streams were looked at. */
  const people = new Map<string, Identity>()
  const timers = new Set<NodeJS.Timeout>()

  function recheck(some: Iterable<OpenStream>): void {
    for (const stream of some) if (!stillAllowed(directory, stream)) stream.end('rights')
  }

  function recheckPeople(names: Iterable<string>): void {
    for (const name of names) {
      const identity = directory.identity(name)
      if (identity !== undefined && identity === people.get(name)) continue
      recheck(byUser.at(name))
      if (identity === undefined) people.delete(name)
      else people.set(name, identity)
    }
  }

  /**
   * Ends the streams that a change touches, and those that somebody who loses by it opens before it is true everywhere;
   * whoever gains opens them rightly.
   */
  function endTwice(
    touched: () => Iterable<OpenStream>,
    loses: (identity: Identity) => boolean,
    changes = loses,
  ): void {
    const end = (whose: (identity: Identity) => boolean) => {
      for (const stream of touched())
        if (!stream.identity.admin && whose(stream.identity)) stream.end('rights')
    }
    end(changes)
    const timer = setTimeout(() => {
      timers.delete(timer)
      end(loses)
    }, againAfter).unref()
    timers.add(timer)
  }

  /** What members have on the clusters follows from their roles. */
  function heedProject({ before, after }: Change<Project>): void {
    const { name = '' } = (after ?? before)?.metadata ?? {}
    const given = (project: Project | undefined) => [project?.spec.owner, project?.spec.members]
    if (sameJson(given(before), given(after))) return
    const places = hosts.placesOf(name)
    const [was, now] = [rolesIn(before), rolesIn(after)]
    endTwice(
      () => [...byPlace.at(projectKey(name)), ...places.flatMap((place) => [...byPlace.at(place)])],
      (identity) => strengthOf(now(identity)) < strengthOf(was(identity)),
      (identity) => was(identity) !== now(identity),
    )
  }

  function heedInstance(plural: InstanceRef['plural'], { before, after }: Change<Instance>): void {
    hosts.changed(before, after)
    if (before === undefined) return
    const project = projectOfNamespace(before.metadata.namespace) ?? ''
    const key = instanceKey({ plural, project, name: before.metadata.name })
    const stays = after !== undefined && staysAt(before, after)
    if (!stays) for (const stream of byPlace.at(key)) stream.end('rights')
    if (stays && sameJson(rightsTo(before), rightsTo(after))) return
    const place = placeOf(before)
    const uses = (identity: Identity, object: Instance) => may(identity, 'use', plural, object).allowed
    endTwice(
      () => [...byPlace.at(key), ...(place === undefined ? [] : byPlace.at(place))],
      (identity) => uses(identity, before) && !(stays && uses(identity, after)),
    )
  }

  /** An object came into or left what a filtered watch shows, other than by being made or deleted. */
  function heedView({ kind, before, after }: ObjectChange): void {
    if (before === undefined || after === undefined || sameJson(rightsTo(before), rightsTo(after))) return
    const plural = kinds.find((one) => one.kind === kind)?.plural ?? ''
    for (const stream of byPlace.at(watchKey(plural))) {
      const sees = (object: Judged) => may(stream.identity, 'get', plural, object).allowed
      if (sees(before) !== sees(after)) stream.end('rights')
    }
  }

  function heed(change: DirectoryChange): void {
    if (change.kind === 'Key') return recheck(byPlace.at(keyKey(change.name)))
    if (change.kind === 'User') recheckPeople([(change.after ?? change.before)?.metadata.name ?? ''])
    if (change.kind === 'Team' || change.kind === 'Project') recheckPeople(byUser.keys())
    if (change.kind === 'Project') heedProject(change)
    if (change.kind === 'SpaceInstance') heedInstance('spaceinstances', change)
    if (change.kind === 'VirtualClusterInstance') heedInstance('virtualclusterinstances', change)
    heedView(change)
  }

  const unsubscribe = directory.subscribe(heed)
  const timer = setInterval(() => recheck(streams), expiryCheck).unref()
  return {
    open(stream) {
      streams.add(stream)
      byUser.add(stream)
      byPlace.add(stream)
      return () => {
        streams.delete(stream)
        byUser.remove(stream)
        byPlace.remove(stream)
      }
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
      timers.forEach((one) => clearTimeout(one))
    },
  }
}

/** Whether whoever opened a stream has the same key still and, as far as it rests on that, is the same. */
function stillAllowed(directory: Directory, stream: OpenStream): boolean {
  const caller = directory.callerByKeyName(stream.keyName)
  if (caller === undefined || !sameJson(caller.key.scope, stream.scope)) return false
  const { identity: was, plural } = stream
  const { identity: now } = caller
  if (was === now) return true
  // Who is admitted to what comes next is who it was opened by, so that must show the same.
  return plural === undefined ? sameGroups(was, now) : viewOf(was, plural) === viewOf(now, plural)
}

/** What one project makes of somebody, who is in the teams that they are in. */
function rolesIn(project: Project | undefined): (identity: Identity) => ProjectRole | undefined {
  const memberships = membershipsOf([], project === undefined ? [] : [project])
  return ({ user, teams }) => memberships.projectsOf(user, teams)[0]?.role
}

/** Whether an instance is the same, where it was, and no less to stay there. */
function staysAt(before: Instance, after: Instance): boolean {
  const isEnding = ({ metadata }: Instance) => metadata.deletionTimestamp !== undefined
  return (
    before.metadata.uid === after.metadata.uid &&
    sameJson(before.spec.clusterRef, after.spec.clusterRef) &&
    (isEnding(before) || !isEnding(after))
  )
}

/** The parts of an object that say who may do what with it. */
function rightsTo({ spec }: Judged): unknown[] {
  return [spec?.owner ?? {}, spec?.access ?? [], spec?.extraAccessRules ?? []]
}

const keyKey = (name: string) => `key/${name}`
const watchKey = (plural: string) => `watch/${plural}`
const projectKey = (project: string) => `project/${project}`
const instanceKey = ({ plural, project, name }: InstanceRef) => `instance/${plural}/${project}/${name}`

function keysOf({ keyName, plural, cluster, namespace, instance, project }: OpenStream): string[] {
  return [
    keyKey(keyName),
    ...(plural === undefined ? [] : [watchKey(plural)]),
    ...(instance === undefined ? [] : [instanceKey(instance), projectKey(instance.project)]),
    ...(project === undefined ? [] : [projectKey(project)]),
    ...(cluster === undefined || namespace === undefined ? [] : [placeKey(cluster, namespace)]),
  ]
}
