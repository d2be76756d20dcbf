import { kinds } from '#api/kinds.ts'
import { managementGroup, type Kind } from '#api/kind.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import type { RequestInfo, ResourceRequest } from '#kube/request-info.ts'
import { forbidden, methodNotAllowed, noSuchResource, notFound, type StatusError } from '#kube/status.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Identity } from '#server/identity/identity.ts'
import { may, type Decision, type Judged } from './may.ts'
import { noNamespace } from './no-namespace.ts'

/** A request on the management API that may go on. */
export interface Permit {
  request: ResourceRequest
  /** For lists and watches: which objects the caller sees; undefined sees all, and bytes pass untouched. */
  admits: ((object: Judged) => boolean) | undefined
}

/**
 * Decides on a management request, or throws: 404 for what is not served or not seen, 403 for what is seen
 * but may not be done. `applies` says that a patch is a server-side apply, which makes what is not there.
 */
export async function decide(
  directory: Pick<Directory, 'all' | 'read'>,
  identity: Identity,
  info: RequestInfo,
  { applies = false } = {},
): Promise<Permit> {
  const kind = kindOf(info)
  if (!info.resource || kind === undefined) throw noSuchResource()
  if (info.verb === 'list' || info.verb === 'watch') {
    const admits = (object: Judged) =>
      may(identity, 'get', info.plural, { ...object, kind: kind.kind }).allowed
    return { request: info, admits: identity.admin ? undefined : admits }
  }
  if (kind.scope === 'Namespaced' && info.namespace === undefined) throw methodNotAllowed()
  const permit: Permit = { request: info, admits: undefined }
  if (identity.admin) return permit
  if (info.verb === 'deletecollection') {
    checkNamespace(directory, identity, info)
    check(info, identity, mayDeleteAll(directory, identity, info.plural, info.namespace))
    return permit
  }
  if (info.name === undefined) {
    checkNamespace(directory, identity, info)
    check(info, identity, may(identity, info.verb, info.plural, within(kind, info)))
    return permit
  }
  const object = await findNow(directory, identity, kind, info, info.name)
  if (object === undefined && applies && isMember(identity, info)) {
    check(info, identity, may(identity, 'create', info.plural, within(kind, info)))
    return permit
  }
  if (object === undefined || !may(identity, 'get', info.plural, object).allowed)
    throw notFound(subject(info))
  check(info, identity, may(identity, info.verb, resourceOf(info), object))
  return permit
}

/** The kind that a request is about, where one is served in such a place. */
function kindOf(info: RequestInfo): Kind | undefined {
  if (!info.resource || info.group !== managementGroup) return undefined
  const kind = kinds.find(({ plural, version }) => plural === info.plural && version === info.version)
  if (kind?.scope === 'Cluster') return info.namespace === undefined ? kind : undefined
  const isOne = info.verb !== 'list' && info.verb !== 'watch' && info.name !== undefined
  return isOne && info.namespace === undefined ? undefined : kind
}

function resourceOf({ plural, subresource }: ResourceRequest): string {
  return subresource === undefined ? plural : `${plural}/${subresource}`
}

function within({ kind }: Kind, { namespace }: ResourceRequest): Judged {
  return { kind, metadata: { name: '', namespace } }
}

function isMember(identity: Identity, { namespace }: { namespace?: string | undefined }): boolean {
  return identity.roles.has(projectOfNamespace(namespace) ?? '')
}

/** Nothing is made in the namespace of a project that is not seen; Kubernetes says that it is not there. */
function checkNamespace(
  directory: Pick<Directory, 'all'>,
  identity: Identity,
  { namespace }: ResourceRequest,
): void {
  if (namespace === undefined) return
  const project = find(directory, 'projects', projectOfNamespace(namespace) ?? '')
  if (!identity.admin && (project === undefined || !may(identity, 'get', 'projects', project).allowed))
    throw noNamespace(namespace)
}

/** Whoever deletes a collection needs the right to everything in it, whatever a selector leaves out. */
export function mayDeleteAll(
  directory: Pick<Directory, 'all'>,
  identity: Identity,
  plural: string,
  namespace: string | undefined,
): Decision {
  const all = may(identity, 'deletecollection', plural, { kind: '', metadata: { name: '', namespace } })
  if (all.allowed) return all
  const objects = [...directory.all(plural).values()].filter(
    ({ metadata }) => metadata.namespace === namespace,
  )
  const each = objects.every((object) => may(identity, 'delete', plural, object).allowed)
  return each && objects.length > 0
    ? { allowed: true, reason: 'may delete all that there are' }
    : { allowed: false, reason: `needs the right to delete each of them; ${all.reason}` }
}

function subject({ group, plural, name }: ResourceRequest) {
  return { group, plural, ...(name === undefined ? {} : { name }) }
}

function check(info: ResourceRequest, identity: Identity, { allowed, reason }: Decision): void {
  if (!allowed) throw refusal(info, identity, reason)
}

/** A refusal as RBAC words it. */
function refusal(info: ResourceRequest, { subject: user }: Identity, reason: string): StatusError {
  const where = info.namespace === undefined ? 'at the cluster scope' : `in the namespace "${info.namespace}"`
  const what = `resource "${resourceOf(info)}" in API group "${info.group}"`
  return forbidden(subject(info), `User "${user}" cannot ${info.verb} ${what} ${where}: ${reason}`)
}

/** The directory's copy of an object, which decisions rest on. */
export function find(
  directory: Pick<Directory, 'all'>,
  plural: string,
  name: string,
  namespace?: string,
): Judged | undefined {
  return directory.all(plural).get(namespace === undefined ? name : `${namespace}/${name}`)
}

/**
 * The same, as the cluster has it where a member asks for something in a project that the directory does not know:
 * whoever made it a moment ago is to find it, and nobody is to take what is there for absent.
 */
export async function findNow(
  directory: Pick<Directory, 'all' | 'read'>,
  identity: Identity,
  kind: Kind,
  { namespace }: { namespace?: string | undefined },
  name: string,
): Promise<Judged | undefined> {
  const found = find(directory, kind.plural, name, namespace)
  if (found !== undefined || !isMember(identity, { namespace })) return found
  return directory.read(kind, name, namespace)
}
