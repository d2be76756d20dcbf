import { unauthorized } from '#kube/status.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import { headerOf } from './exchange.ts'
import type { ApiRequest } from './exchange.ts'

const anonymous: UserInfo = { username: 'system:anonymous', groups: ['system:unauthenticated'] }

/**
 * Whom the client certificate names, else whom the bearer token identifies. Without either it is
 * `system:anonymous` where the cluster takes it, as real ones do by default; a certificate that is not known, or
 * a token that nobody was given, is StatusError 401.
 */
export function authenticate(
  { userOf, anonymousRequests }: Pick<Cluster, 'userOf' | 'anonymousRequests'>,
  { headers, peer }: Pick<ApiRequest, 'headers' | 'peer'>,
): UserInfo {
  if (peer?.user !== undefined) return peer.user
  const header = headerOf(headers, 'authorization') ?? ''
  const [, token] = /^bearer +(\S+)$/i.exec(header.trim()) ?? []
  if (token === undefined && peer === undefined && anonymousRequests) return anonymous
  const user = token === undefined ? undefined : userOf(token)
  if (user === undefined) throw unauthorized()
  return user
}
