import { failure, StatusError } from '#kube/status.ts'
import type { RequestInfo, ResourceRequest } from '#kube/request-info.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'

/** Throws StatusError 403 when roles and bindings do not allow the request. */
export function authorize({ authorizer }: Cluster, user: UserInfo, request: RequestInfo): void {
  const { allowed, reason } = authorizer.decide(user, request)
  if (!allowed) throw forbiddenRequest(user, request, reason)
}

export function forbiddenRequest(user: UserInfo, request: RequestInfo, why = ''): StatusError {
  const reason = why === '' ? '' : `: ${why}`
  const who = `User ${JSON.stringify(user.username)}`
  if (!request.resource) {
    const message = `forbidden: ${who} cannot ${request.verb} path ${JSON.stringify(request.path)}${reason}`
    return new StatusError(failure(403, 'Forbidden', message, {}))
  }
  const { group, plural, name } = request
  const what = `${plural}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` "${name}"`}`
  return new StatusError(
    failure(403, 'Forbidden', `${what} is forbidden: ${who} cannot ${describe(request)}${reason}`, {
      ...(name === undefined ? {} : { name }),
      ...(group === '' ? {} : { group }),
      kind: plural,
    }),
  )
}

function describe({ verb, group, plural, subresource, namespace }: ResourceRequest): string {
  const resource = subresource === undefined ? plural : `${plural}/${subresource}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return `${verb} resource "${resource}" in API group "${group}" ${where}`
}
