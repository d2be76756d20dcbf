import type { IncomingMessage } from 'node:http'
import { managementGroup } from '#api/kind.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { readRequest } from '#kube/request-info.ts'
import { conflict, failure, forbidden, notFound, StatusError, unavailable } from '#kube/status.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Hosted } from '#server/cluster/virtual-clusters.ts'
import type { Identity } from '#server/identity/identity.ts'
import type { Admitted, Context } from './context.ts'
import type { Instance } from './hosts.ts'
import { hostedAt, instanceAt } from './instances.ts'
import { may } from './may.ts'
import type { Passage } from './pass.ts'
import { checkSpace } from './space.ts'
import type { InstanceRef } from './streams.ts'
import { pathBelow } from './target.ts'

/**
 * Where a request below `/kubernetes/project/{project}/space/{name}` goes: to the cluster of that space, as its
 * caller, and no further than into its namespace.
 */
export function passToSpace(context: Context, admitted: Admitted, request: IncomingMessage): Passage {
  const { target, caller } = admitted
  const { instance, place, segments } = find(context, admitted, 'spaceinstances')
  const info = readRequest(request.method ?? '', segments, target.query)
  const space = { name: instance.name, namespace: place.namespace }
  checkSpace(space, caller.identity.subject, { method: request.method ?? '', segments, info })
  const connection = context.clusters.connectionOf(place.cluster)
  if (connection === undefined) throw unavailable(`the cluster ${place.cluster} is not connected`)
  return { ...passageOf(admitted, info, connection, instance, place), namespace: place.namespace }
}

/**
 * Where a request below `/kubernetes/project/{project}/virtualcluster/{name}` goes: to that virtual cluster, as its
 * caller, on whom its own RBAC decides. Waits until it is known how to reach it.
 */
export async function passToVirtualCluster(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
): Promise<Passage> {
  const { instance, place, segments } = find(context, admitted, 'virtualclusterinstances')
  const info = readRequest(request.method ?? '', segments, admitted.target.query)
  const connection = await context.virtualClusters.connectionTo(place)
  return passageOf(admitted, info, connection, instance, place)
}

function passageOf(
  { caller, target }: Admitted,
  info: Passage['info'],
  connection: Connection,
  instance: InstanceRef,
  { cluster }: Hosted,
): Passage {
  const as = { identity: caller.identity, groups: caller.identity.groups }
  const outgoing = { connection, as, path: pathBelow(target, 5), search: target.search }
  return { info, outgoing, cluster, instance }
}

/** The instance that a path names, or throws why it cannot be used. */
function find(
  { directory }: Context,
  { caller, target }: Admitted,
  plural: InstanceRef['plural'],
): { instance: InstanceRef; place: Hosted; segments: string[] } {
  const [, , project = '', , name = '', ...segments] = target.segments
  const instance = { plural, project, name }
  const found = instanceAt(directory, instance)
  checkUse(caller.identity, instance, found)
  return { instance, place: readyPlace(instance, found), segments }
}

/** Throws 404 for what is not seen, in the words of the management API, and 403 for what may not be used. */
export function checkUse(
  identity: Identity,
  { plural, project, name }: InstanceRef,
  found: Instance | undefined,
): asserts found is Instance {
  const subject = { group: managementGroup, plural, name }
  if (found === undefined || !may(identity, 'get', plural, found).allowed) throw notFound(subject)
  const { allowed, reason } = may(identity, 'use', plural, found)
  if (allowed) return
  throw forbidden(
    subject,
    `User "${identity.subject}" cannot use resource "${plural}" in API group "${managementGroup}" in the namespace "${projectNamespace(project)}": ${reason}`,
  )
}

/** What is there for whoever works in it, also where something else of it has failed. */
const workable = { spaceinstances: 'SpaceReady', virtualclusterinstances: 'VirtualClusterSynced' } as const

function isWorkable(plural: InstanceRef['plural'], { status }: Instance): boolean {
  const condition = status?.conditions?.find(({ type }) => type === workable[plural])
  return condition?.status === 'True'
}

/** Where an instance is that can be used now; throws 503 for what only takes its time, else 409. */
function readyPlace({ plural, name }: InstanceRef, found: Instance): Hosted {
  const subject = { group: managementGroup, plural, name }
  const { phase = '', reason = '', message = '' } = found.status ?? {}
  const why = [reason, message].filter((text) => text !== '').join(': ')
  const said = why === '' ? '' : `: ${why}`
  if (found.metadata.deletionTimestamp !== undefined) throw conflict(subject, 'it is being deleted')
  const place = hostedAt(found)
  const works = phase === 'Ready' || (phase === 'Failed' && isWorkable(plural, found))
  if (works && place !== undefined) return place
  if (phase === 'Failed') throw conflict(subject, `it has failed${said}`)
  const text = `${plural}.${managementGroup} "${name}" is not ready: its phase is ${phase || 'Pending'}${said}`
  const details = { name, group: managementGroup, kind: plural, retryAfterSeconds: 1 }
  throw new StatusError(failure(503, 'ServiceUnavailable', text, details))
}
