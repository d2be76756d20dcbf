import { spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import { forbidden } from '#kube/status.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import { request } from '#web/data/client.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Contents } from './lost.ts'
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
  return queryOptions({
    queryKey: ['contents', side.kind.plural, namespace ?? '', name, uid ?? ''],
    queryFn: async ({ client, signal }): Promise<Contents> => {
      const reader: Reader = {
        client,
        place,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      }
      const [pods, claims, namespaces] = await Promise.all([
        read(reader, 'pods', 1),
        read<Claim>(reader, 'persistentvolumeclaims', 500),
        side === virtualClusterSide ? read(reader, 'namespaces', 500) : undefined,
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

interface Reader {
  client: QueryClient
  place: Place
  signal: AbortSignal
}

/** Asks for nothing that would be refused: that would be said no better, and stands in the browser as an error. */
async function read<T extends KubeObject>(
  { client, place, signal }: Reader,
  plural: string,
  limit: number,
): Promise<KubeList<T>> {
  if (!(await client.query(rightToRead(place, { group: '', version: 'v1', plural })))) {
    throw forbidden({ group: '', plural }, `your role in it does not let you list ${plural}`)
  }
  const { root, namespace } = place
  const where = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return request<KubeList<T>>('GET', `${root}/api/v1${where}/${plural}?limit=${limit}`, { signal })
}

function placeOf(side: Side, instance: Instance): Place {
  const { name } = instance.metadata
  const project = projectOf(instance)
  if (side === virtualClusterSide) return { root: virtualClusterPrefix(project, name) }
  const { namespace = '' } = instance.spec.clusterRef ?? {}
  return { root: spacePrefix(project, name), namespace }
}
