import type { Cluster } from '#api-mock/cluster.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import type { Place } from '#api-mock/client/place.ts'
import { metricsOf } from '#api-mock/kubelet/metrics.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { Computed, ResourceDefinition } from '#api-mock/resources/definition.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import type { SyncContext } from './context.ts'

const nodes = builtIn('/v1/nodes')

/** Answers `kubectl top` inside with what the host measures. */
export function serveMetrics(context: SyncContext): void {
  const { cluster, host } = context.guest
  const measured = (plural: string): Computed | undefined =>
    host.registry.find('metrics.k8s.io', 'v1beta1', plural)?.computed
  cluster.registry.define('metrics.k8s.io', [
    metricsOf(
      'NodeMetrics',
      'nodes',
      false,
      shownOf(cluster, nodes, ({ name }) => measured('nodes')?.get('', name)),
    ),
    metricsOf(
      'PodMetrics',
      'pods',
      true,
      shownOf(cluster, pods, (place) => {
        const { namespace, name } = context.hostPlace(place)
        return measured('pods')?.get(namespace, name)
      }),
    ),
  ])
}

/** What is measured of the objects of a resource inside, under the names that they have there. */
function shownOf(
  { store }: Cluster,
  definition: ResourceDefinition,
  find: (place: Place) => Stored | undefined,
): Computed {
  const resource = storageKey(definition)
  const shown = (object: Stored | undefined): Stored | undefined => {
    const found = object === undefined ? undefined : find(object)
    return object === undefined || found === undefined ? undefined : renamed(found, object)
  }
  return {
    get: (namespace, name) => shown(store.get(resource, namespace, name)),
    list: (namespace) =>
      store
        .collection(resource)
        .list(namespace)
        .flatMap((object) => shown(object) ?? []),
  }
}

function renamed(found: Stored, { namespace, name, metadata }: Stored): Stored {
  const { metadata: theirs, ...body } = parseStored(found.text)
  const { labels: _labels, ...kept } = theirs
  const own = {
    ...kept,
    name,
    ...(namespace === '' ? {} : { namespace }),
    ...(metadata.labels === undefined ? {} : { labels: { ...metadata.labels } }),
  }
  return new Stored({
    namespace,
    name,
    revision: 0,
    createRevision: 0,
    ...encode({ ...body, metadata: own }, 0),
  })
}
