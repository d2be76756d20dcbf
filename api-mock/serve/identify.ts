import { failure, StatusError, unauthorized } from '#kube/status.ts'
import type { ResourceRequest, Verb } from '#kube/request-info.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import { forbiddenRequest } from './authorize.ts'
import { headerOf } from './exchange.ts'
import type { ApiRequest } from './exchange.ts'

const everyone = 'system:authenticated'
const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/
const extraPrefix = 'impersonate-extra-'

/** Who asks: whom the bearer token identifies, or whom he may act as. Throws StatusError 401 or 403. */
export function identify(cluster: Cluster, request: ApiRequest): UserInfo {
  const user = authenticate(cluster, request)
  const wanted = readImpersonation(request)
  if (wanted === undefined) return user
  for (const check of checksOf(wanted)) {
    if (!cluster.authorizer.allows(user, check)) throw forbiddenRequest(user, check)
  }
  return asUser(wanted)
}

function authenticate({ users }: Cluster, { headers }: ApiRequest): UserInfo {
  const header = headerOf(headers, 'authorization') ?? ''
  const token = /^bearer +(\S+)$/i.exec(header.trim())?.[1]
  const user = token === undefined ? undefined : users.get(token)
  if (user === undefined) throw unauthorized()
  return { ...user, groups: [...new Set([...user.groups, everyone])] }
}

interface Impersonation {
  username: string
  uid: string | undefined
  groups: readonly string[]
  extra: Record<string, string[]>
}

function readImpersonation({ headers }: ApiRequest): Impersonation | undefined {
  const username = headerOf(headers, 'impersonate-user') ?? ''
  const uid = headerOf(headers, 'impersonate-uid')
  const groups = listOf(headers['impersonate-group'])
  const extra = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(extraPrefix))
      .map(([name, value]) => [decodeKey(name.slice(extraPrefix.length)), listOf(value)]),
  )
  if (username !== '') return { username, uid, groups, extra }
  if (groups.length === 0 && uid === undefined && Object.keys(extra).length === 0) return undefined
  const message =
    'requested impersonation without impersonating a user: only the user can be impersonated alone'
  throw new StatusError(failure(500, 'InternalError', `Internal error occurred: ${message}`))
}

function listOf(value: string | string[] | undefined): string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function decodeKey(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The rights that one needs to act as someone else, each asked of the authorizer. */
function checksOf({ username, uid, groups, extra }: Impersonation): ResourceRequest[] {
  const [, namespace, account] = serviceAccount.exec(username) ?? []
  const user =
    namespace !== undefined && account !== undefined
      ? check('', 'serviceaccounts', { namespace, name: account })
      : check('', 'users', { name: username })
  const authentication = 'authentication.k8s.io'
  return [
    user,
    ...groups.map((name) => check('', 'groups', { name })),
    ...(uid === undefined ? [] : [check(authentication, 'uids', { name: uid })]),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((name) => check(authentication, 'userextras', { subresource: key, name })),
    ),
  ]
}

function check(
  group: string,
  plural: string,
  rest: Pick<ResourceRequest, 'namespace' | 'name' | 'subresource'>,
): ResourceRequest {
  // Impersonation is a verb of RBAC, not one of requests.
  return { resource: true, verb: 'impersonate' as Verb, group, version: '', plural, ...rest }
}

function asUser({ username, uid, groups, extra }: Impersonation): UserInfo {
  const [, namespace] = serviceAccount.exec(username) ?? []
  const own =
    groups.length === 0 && namespace !== undefined
      ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
      : groups
  const unknown = username === 'system:anonymous' || own.includes('system:unauthenticated')
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups: unknown || own.includes(everyone) ? own : [...own, everyone],
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
}
