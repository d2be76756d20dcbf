import { managedBy, managedByLabel } from '#api/labels.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Clusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { fieldsOf, textOf } from '#server/cluster/fields.ts'
import { controlPlaneState, type ControlPlaneState } from './control-plane.ts'
import { inTime, openTarget, type Target } from './target.ts'

/** A connected cluster, as far as it has instances. */
export interface Host extends Target {
  /** The namespaces that are ours, as the watch knows them. */
  namespaces(): Promise<ReadonlyMap<string, KubeObject>>
  /** The role bindings of a namespace, but for those that are made of what people may. */
  bindingsOfOthers(namespace: string): Promise<KubeObject[]>
  /** How the control plane of a virtual cluster is. */
  stateOf(namespace: string, name: string): Promise<ControlPlaneState>
}

/** The connected clusters, each with its watches for as long as it is connected. */
export interface Hosts {
  /** Undefined for one that is not connected. */
  of(name: string): Host | undefined
  all(): ReadonlyMap<string, Host>
  stop(): void
}

interface Options {
  clusters: Clusters
  /** Something in a namespace is not as it was. */
  changed: (cluster: string, namespace: string) => void
  /** A namespace that is ours is not as it was, or is gone. */
  namespaceChanged: (cluster: string, namespace: KubeObject) => void
  /** A cluster is connected, or not any more. */
  reached: (cluster: string) => void
  failed: (error: unknown) => void
}

export function openHosts({ clusters, reached, ...tell }: Options): Hosts {
  const open = new Map<string, { host: Host; connection: Connection }>()
  const hosts = new Map<string, Host>()

  function refresh(name: string): void {
    const connection = clusters.connectionOf(name)
    if (open.get(name)?.connection !== connection) {
      open.get(name)?.host.close()
      open.delete(name)
      hosts.delete(name)
      if (connection !== undefined) {
        const host = openHost(name, connection, tell)
        open.set(name, { host, connection })
        hosts.set(name, host)
      }
    }
    reached(name)
  }

  const unsubscribe = clusters.subscribe(refresh)
  for (const name of clusters.names()) refresh(name)
  return {
    of: (name) => hosts.get(name),
    all: () => hosts,
    stop() {
      unsubscribe()
      for (const host of hosts.values()) host.close()
    },
  }
}

const namespacesPath = '/api/v1/namespaces'

type Tell = Omit<Options, 'clusters' | 'reached'>

function openHost(name: string, connection: Connection, { changed, namespaceChanged, failed }: Tell): Host {
  const target = openTarget({
    connection,
    failed,
    changed: (object, path) => {
      if (path === namespacesPath) namespaceChanged(name, object)
      else if (object.metadata.namespace !== undefined) changed(name, object.metadata.namespace)
    },
  })
  const named = { labelSelector: 'app=vcluster' }
  const pods = target.watch('/api/v1/pods', named)
  const statefulSets = target.watch('/apis/apps/v1/statefulsets', named)
  const refusals = target.watch('/api/v1/events', {
    fieldSelector: 'involvedObject.kind=StatefulSet,reason=FailedCreate',
  })
  const bindings = target.watch('/apis/rbac.authorization.k8s.io/v1/rolebindings', {
    labelSelector: `${managedByLabel}!=${managedBy}`,
  })
  const namespaces = () => target.ours('v1', 'Namespace')
  // Begun at once: what is there without an instance is found by it.
  namespaces().catch(failed)
  return {
    ...target,
    namespaces,
    async bindingsOfOthers(namespace) {
      await inTime(bindings.synced)
      // The label says nothing of who made one: anybody may write it.
      const labelled = await target.ours('rbac.authorization.k8s.io/v1', 'RoleBinding')
      return [...bindings.objects.values(), ...labelled.values()].filter(
        ({ metadata }) => metadata.namespace === namespace,
      )
    },
    async stateOf(namespace, virtualCluster) {
      await Promise.all([pods, statefulSets, refusals].map(({ synced }) => inTime(synced)))
      const here = (object: KubeObject) => object.metadata.namespace === namespace
      return controlPlaneState({
        statefulSet: statefulSets.objects.get(`${namespace}/${virtualCluster}`),
        pods: [...pods.objects.values()].filter(
          (pod) => here(pod) && pod.metadata.labels?.['release'] === virtualCluster,
        ),
        refusals: [...refusals.objects.values()].filter(
          (event) => here(event) && textOf(fieldsOf(event['involvedObject'])['name']) === virtualCluster,
        ),
      })
    },
  }
}
