import type { RequestInfo, ResourceRequest, Verb } from '#kube/request-info.ts'
import { badRequest } from '#kube/status.ts'
import type { StatusError } from '#kube/status.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import { forbiddenRequest } from './authorize.ts'
import type { ApiRequest } from './exchange.ts'

const everyone = 'system:authenticated'
const nobody = 'system:unauthenticated'
const authentication = 'authentication.k8s.io'
const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/
const node = /^system:node:(.+)$/
const extraPrefix = 'impersonate-extra-'

interface Wanted {
  username: string
  uid: string | undefined
  groups: readonly string[]
  extra: Record<string, string[]>
}

/**
 * A way to be allowed to act as someone else. The constrained ones (KEP-5284) also name what may be done so;
 * `legacy` is the verb `impersonate` alone.
 */
type Mode = 'arbitrary-node' | 'serviceaccount' | 'user-info' | 'legacy'

/** The mode that last let someone act as another, which is tried first and whose refusal is told. */
const lastModes = new WeakMap<Authorizer, Map<string, Mode>>()

/** Whom the `Impersonate-*` headers name, if the user may; the user himself without them. Throws 400 or 403. */
export function impersonate(
  authorizer: Authorizer,
  user: UserInfo,
  { headers, target }: { headers: ApiRequest['headers']; target: RequestInfo },
): UserInfo {
  const wanted = readHeaders(headers)
  if (wanted === undefined) return user
  const last = lastModes.get(authorizer)?.get(user.username)
  const modes = modesFor(wanted).toSorted((a, b) => Number(b === last) - Number(a === last))
  let refusal: StatusError | undefined
  for (const mode of modes) {
    const refused = checksOf(mode, wanted, target).find((check) => !authorizer.allows(user, check))
    if (refused === undefined) {
      remember(authorizer, user, mode)
      return asUser(mode, wanted)
    }
    refusal ??= forbiddenRequest(user, refused)
  }
  throw refusal ?? badRequest('no way of impersonation fits')
}

function remember(authorizer: Authorizer, { username }: UserInfo, mode: Mode): void {
  const modes = lastModes.get(authorizer) ?? new Map<string, Mode>()
  lastModes.set(authorizer, modes.set(username, mode))
}

function readHeaders(headers: ApiRequest['headers']): Wanted | undefined {
  const username = listOf(headers['impersonate-user'])[0] ?? ''
  const uid = listOf(headers['impersonate-uid'])[0]
  const groups = listOf(headers['impersonate-group'])
  const extra = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(extraPrefix))
      .map(([name, value]) => [decodeKey(name.slice(extraPrefix.length)), listOf(value)]),
  )
  const wanted = { username, uid, groups, extra }
  if (username !== '') return wanted
  if (groups.length === 0 && uid === undefined && Object.keys(extra).length === 0) return undefined
  throw badRequest(`requested ${printed(wanted)} without impersonating a user name`)
}

/** The user as Go's `%#v` prints it. */
function printed({ uid = '', groups, extra }: Wanted): string {
  const list = (texts: readonly string[]): string =>
    `{${texts.map((text) => JSON.stringify(text)).join(', ')}}`
  const entries = Object.entries(extra).map(
    ([key, values]) => `${JSON.stringify(key)}:[]string${list(values)}`,
  )
  const shownGroups = groups.length === 0 ? '(nil)' : list(groups)
  const shownExtra = entries.length === 0 ? '(nil)' : `{${entries.join(', ')}}`
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:[]string${shownGroups}, Extra:map[string][]string${shownExtra}}`
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

function modesFor({ username, uid, groups, extra }: Wanted): Mode[] {
  const nameOnly = uid === undefined && groups.length === 0 && Object.keys(extra).length === 0
  if (node.test(username)) return nameOnly ? ['arbitrary-node', 'legacy'] : ['legacy']
  if (serviceAccount.test(username)) return nameOnly ? ['serviceaccount', 'legacy'] : ['legacy']
  return ['user-info', 'legacy']
}

/** The rights that a mode needs, in the order in which they are asked for. */
function checksOf(mode: Mode, wanted: Wanted, target: RequestInfo): RequestInfo[] {
  if (mode === 'legacy') return identityChecks('impersonate', '', wanted)
  const on = { ...target, verb: `impersonate-on:${mode}:${target.verb}` as Verb }
  return [on, ...identityChecks(`impersonate:${mode}`, authentication, wanted)]
}

function identityChecks(
  verb: string,
  group: string,
  { username, uid, groups, extra }: Wanted,
): ResourceRequest[] {
  const check = (checkGroup: string, plural: string, rest: Partial<ResourceRequest>): ResourceRequest => ({
    resource: true,
    // The verbs of impersonation are words of RBAC, not of requests.
    verb: verb as Verb,
    group: checkGroup,
    version: '',
    plural,
    ...rest,
  })
  const [, namespace = '', account = ''] = serviceAccount.exec(username) ?? []
  const [, nodeName = ''] = group === '' ? [] : (node.exec(username) ?? [])
  const user =
    account !== ''
      ? check(group, 'serviceaccounts', { namespace, name: account })
      : nodeName !== ''
        ? check(group, 'nodes', { name: nodeName })
        : check(group, 'users', { name: username })
  return [
    user,
    ...(uid === undefined ? [] : [check(authentication, 'uids', { name: uid })]),
    ...groups.map((name) => check(group, 'groups', { name })),
    ...Object.entries(extra).flatMap(([subresource, values]) =>
      values.map((name) => check(authentication, 'userextras', { subresource, name })),
    ),
  ]
}

function asUser(mode: Mode, { username, uid, groups, extra }: Wanted): UserInfo {
  const own = [...groupsOf(mode, username, groups)]
  if (username === 'system:anonymous') own.push(nobody)
  else if (!own.includes(nobody)) own.push(everyone)
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups: [...new Set(own)],
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
}

function groupsOf(mode: Mode, username: string, groups: readonly string[]): readonly string[] {
  const [, namespace] = serviceAccount.exec(username) ?? []
  if (mode === 'arbitrary-node') return ['system:nodes']
  if (groups.length > 0 || namespace === undefined) return groups
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
}
