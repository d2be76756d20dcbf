import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { conflict, methodNotAllowed, unavailable } from '#kube/status.ts'
import { hostedAt } from '#server/gateway/instances.ts'
import type { Passage } from '#server/gateway/pass.ts'
import { objectOf, type AskedPart } from './subresource.ts'

/** What of a log may be asked for, as of the log of any pod (contract §1.6). */
const parameters = new Set([
  'container',
  'follow',
  'insecureSkipTLSVerifyBackend',
  'limitBytes',
  'previous',
  'sinceSeconds',
  'sinceTime',
  'tailLines',
  'timestamps',
])

export function isLog({ plural, subresource }: ResourceRequest): boolean {
  return plural === virtualClusterInstance.plural && subresource === 'log'
}

/** `GET virtualclusterinstances/{n}/log`: that of its control plane, which its people may not reach themselves. */
export async function passToLog(asked: AskedPart): Promise<Passage> {
  const { context, admitted, info } = asked
  if (info.verb !== 'get') throw methodNotAllowed()
  const found = await objectOf(asked, context.directory.virtualClusterInstances, virtualClusterInstance)
  const place = hostedAt(found)
  const { name } = found.metadata
  if (place === undefined)
    throw conflict({ ...virtualClusterInstance, name }, 'it is on no cluster yet, so that it has no log')
  const connection = context.clusters.connectionOf(place.cluster)
  if (connection === undefined) throw unavailable(`the cluster ${place.cluster} is not connected`)
  const query = new URLSearchParams([...admitted.target.query].filter(([field]) => parameters.has(field)))
  if (!query.has('container')) query.set('container', 'syncer')
  const [namespace, pod] = [place.namespace, `${place.name}-0`].map(encodeURIComponent)
  return {
    info,
    outgoing: {
      connection,
      as: 'aerie',
      path: `/api/v1/namespaces/${namespace}/pods/${pod}/log`,
      search: `?${query}`,
    },
    cluster: place.cluster,
    instance: {
      plural: 'virtualclusterinstances',
      project: projectOfNamespace(info.namespace) ?? '',
      name,
    },
  }
}
