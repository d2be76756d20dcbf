import type { ResourceRequest } from '#kube/request-info.ts'
import type { Subject } from '#kube/status.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition, UserInfo } from '#api-mock/resources/definition.ts'
import { headerOf } from './exchange.ts'
import type { ApiRequest } from './exchange.ts'

/** A request about a resource, after it was authorised. */
export interface Context {
  cluster: Cluster
  request: ApiRequest
  definition: ResourceDefinition
  info: ResourceRequest
  query: URLSearchParams
  user: UserInfo
  /** Texts for Warning headers, added by whoever finds something. */
  warnings: string[]
}

/** What a write needs to know, whether it came as a request or from a controller of the cluster itself. */
export type WriteContext = Pick<Context, 'cluster' | 'definition' | 'info' | 'user' | 'warnings'>

/** What a message is about: the resource and, where there is one, the name. */
export function subjectOf(
  { definition, info }: Pick<Context, 'definition' | 'info'>,
  name = info.name,
): Subject {
  return {
    group: definition.group,
    plural: definition.plural,
    ...(name === undefined ? {} : { name }),
  }
}

/** The namespace in the store: empty for cluster-scoped resources and for namespaces themselves. */
export function namespaceOf({ definition, info }: Pick<Context, 'definition' | 'info'>): string {
  return definition.namespaced ? (info.namespace ?? '') : ''
}

/** The field manager: as asked, else what the client calls itself before the first slash. */
export function managerOf({ query, request }: Context): string {
  const asked = query.get('fieldManager')
  if (asked !== null && asked !== '') return asked
  const agent = headerOf(request.headers, 'user-agent') ?? ''
  return (agent.split('/', 1)[0] ?? '').slice(0, 128) || 'unknown'
}
