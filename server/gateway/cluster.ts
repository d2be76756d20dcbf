import type { IncomingMessage } from 'node:http'
import { managementGroup } from '#api/kind.ts'
import { readRequest } from '#kube/request-info.ts'
import { notFound } from '#kube/status.ts'
import type { Admitted, Context } from './context.ts'
import type { Passage } from './pass.ts'
import { pathBelow } from './target.ts'

/**
 * Where a request below `/kubernetes/cluster/{cluster}` goes: to that cluster as its caller, user and groups, on
 * whom Kubernetes' own RBAC decides there. Throws 404 for a cluster that is not connected.
 */
export function passToCluster(context: Context, admitted: Admitted, request: IncomingMessage): Passage {
  const { caller, target } = admitted
  const [, , cluster = '', ...segments] = target.segments
  const connection = context.clusters.connectionOf(cluster)
  if (connection === undefined) throw noSuchCluster(cluster)
  const info = readRequest(request.method ?? '', segments, target.query)
  return {
    info,
    outgoing: {
      connection,
      as: { identity: caller.identity, groups: caller.identity.groups },
      path: pathBelow(target, 3),
      search: target.search,
    },
    cluster,
    ...(info.resource && info.namespace !== undefined ? { namespace: info.namespace } : {}),
  }
}

export function noSuchCluster(name: string) {
  return notFound({ group: managementGroup, plural: 'clusters', name })
}
