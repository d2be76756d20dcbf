import { kinds } from '#api/kinds.ts'
import { managementGroup } from '#api/kind.ts'
import type { RequestInfo, ResourceRequest } from '#kube/request-info.ts'
import { forbidden, noSuchResource, notFound } from '#kube/status.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Identity } from '#server/identity/identity.ts'
import { may, type Judged } from './may.ts'

/** A request on the management API that may go on. */
export interface Permit {
  request: ResourceRequest
  /** For lists and watches: which objects the caller sees; undefined sees all, and bytes pass untouched. */
  admits: ((object: Judged) => boolean) | undefined
}

/**
 * Decides on a management request, or throws: 404 for what is not served or not seen, 403 for what is seen
 * but may not be done.
 */
export function decide(directory: Directory, identity: Identity, info: RequestInfo): Permit {
  if (!info.resource || info.group !== managementGroup) throw noSuchResource()
  const kind = kinds.find(({ plural, version }) => plural === info.plural && version === info.version)
  if (kind === undefined) throw noSuchResource()
  const collection = info.verb === 'list' || info.verb === 'watch'
  if (collection) {
    const admits = (object: Judged) =>
      may(identity, 'get', info.plural, { ...object, kind: kind.kind }).allowed
    return { request: info, admits: identity.admin ? undefined : admits }
  }
  const object = info.name === undefined ? undefined : find(directory, info.plural, info.name)
  const subject = {
    group: info.group,
    plural: info.plural,
    ...(info.name === undefined ? {} : { name: info.name }),
  }
  if (info.name !== undefined && !may(identity, 'get', info.plural, object).allowed) throw notFound(subject)
  const { allowed, reason } = may(identity, info.verb, info.plural, object)
  if (allowed) return { request: info, admits: undefined }
  throw forbidden(
    subject,
    `User "${identity.subject}" cannot ${info.verb} resource "${info.plural}" in API group "${info.group}" at the cluster scope: ${reason}`,
  )
}

/** The directory's copy of an object, which decisions rest on. */
export function find(
  directory: Pick<Directory, 'users' | 'teams'>,
  plural: string,
  name: string,
): Judged | undefined {
  if (plural === 'teams') return directory.teams.get(name)
  return plural === 'users' ? directory.users.get(name) : undefined
}
