import { spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import { request } from '#web/data/client.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Contents } from './contents-words.ts'
import { projectOf } from './instance-words.ts'
import { virtualClusterSide, type Instance, type Side } from './sides.ts'

/** Somebody waits for it in front of a dialog; what takes longer than this counts as unreadable, in milliseconds. */
const patience = 4_000

interface Claim extends KubeObject {
  spec?: { resources?: { requests?: { storage?: string } } }
  status?: { capacity?: { storage?: string } }
}

/** The namespaces that every Kubernetes begins with. */
const given = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease'])

/** What lives in it at this moment, as far as the person may read it. */
export function contentsOf(side: Side, instance: Instance) {
  const { name, namespace, uid } = instance.metadata
  const place = placeOf(side, instance)
  const read = async <T extends KubeObject>(what: string, limit: number, signal: AbortSignal) =>
    request<KubeList<T>>('GET', `${place}/${what}?limit=${limit}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
  return queryOptions({
    queryKey: ['contents', side.kind.plural, namespace ?? '', name, uid ?? ''],
    queryFn: async ({ signal }): Promise<Contents> => {
      const [pods, claims, namespaces] = await Promise.all([
        read('pods', 1, signal),
        read<Claim>('persistentvolumeclaims', 500, signal),
        side === virtualClusterSide ? read('namespaces', 500, signal) : undefined,
      ])
      return {
        pods: pods.items.length + (pods.metadata.remainingItemCount ?? 0),
        namespaces: (namespaces?.items ?? [])
          .map(({ metadata }) => metadata.name)
          .filter((each) => !given.has(each)),
        volumes: claims.items.map(
          ({ spec, status }) => status?.capacity?.storage ?? spec?.resources?.requests?.storage ?? '',
        ),
      }
    },
    staleTime: 0,
    gcTime: 0,
  })
}

function placeOf(side: Side, instance: Instance): string {
  const { name } = instance.metadata
  const project = projectOf(instance)
  if (side === virtualClusterSide) return `${virtualClusterPrefix(project, name)}/api/v1`
  const host = instance.spec.clusterRef?.namespace ?? ''
  return `${spacePrefix(project, name)}/api/v1/namespaces/${encodeURIComponent(host)}`
}
