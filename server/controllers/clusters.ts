import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance, type VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { collectionPath } from '#api/paths.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { clusterSecretPath } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Health } from '#server/cluster/health.ts'
import { clusterStatus } from './cluster-status.ts'
import type { ControllerContext, Running } from './context.ts'
import { startController } from './controller.ts'
import { followHost } from './host.ts'
import { listed } from './listed.ts'
import { addFinalizer, removeFinalizer, writeStatus } from './objects.ts'

type Instance = SpaceInstance | VirtualClusterInstance

interface Followed {
  connection: Connection
  host: Running
  health: Health
}

/**
 * Says of every cluster whether it is reached, gives connected ones what Aerie needs there, and disconnects deleted
 * ones: first when nothing is on them any more.
 */
export function startClusters({ client, directory, clusters, report }: ControllerContext): Running {
  const followed = new Map<string, Followed>()
  const controller = startController({ name: 'clusters', reconcile, report, concurrency: 4 })

  const unsubscribe = [
    clusters.subscribe((name) => controller.enqueue(name)),
    directory.subscribe((change) => {
      if (change.kind === 'Cluster') controller.enqueue((change.after ?? change.before)?.metadata.name ?? '')
      if (change.kind !== 'SpaceInstance' && change.kind !== 'VirtualClusterInstance') return
      const left = change.before?.spec.clusterRef?.cluster
      if (left === undefined || left === change.after?.spec.clusterRef?.cluster) return
      if (directory.clusters.get(left)?.metadata.deletionTimestamp !== undefined) controller.enqueue(left)
    }),
  ]
  for (const name of new Set([...directory.clusters.keys(), ...clusters.names()])) controller.enqueue(name)

  async function reconcile(name: string): Promise<void> {
    await follow(name)
    const found = directory.clusters.get(name)
    if (found === undefined) return disconnectDeleted(name)
    if (found.metadata.deletionTimestamp !== undefined) return remove(found)
    await say(await addFinalizer(client, clusterKind, found, cleanupFinalizer))
  }

  /** Follows the cluster in the way in which it is reached now. */
  async function follow(name: string): Promise<void> {
    const connection = clusters.connectionOf(name)
    const before = followed.get(name)
    if (before?.connection === connection) return
    followed.delete(name)
    await before?.host.stop()
    if (connection === undefined) return
    const changed = (health: Health) => {
      const now = followed.get(name)
      if (now?.connection !== connection) return
      now.health = health
      if (health.online === false)
        report(new Error(`the cluster ${name} cannot be reached: ${health.message}`))
      controller.enqueue(name)
    }
    const host = followHost({ name, connection, changed, report })
    followed.set(name, { connection, host, health: { online: undefined, message: '' } })
  }

  function say(cluster: Cluster, instances: readonly string[] = []): Promise<void> {
    const { name } = cluster.metadata
    const status = clusterStatus(cluster.status, {
      connected: clusters.connectionOf(name) !== undefined,
      problem: clusters.problemOf(name),
      health: followed.get(name)?.health,
      ...(instances.length === 0 ? {} : { holds: `Waits for these to be gone: ${listed(instances)}.` }),
    })
    return writeStatus(client, clusterKind, cluster, status)
  }

  /** A Secret outlives its cluster where that was deleted while nobody was there. */
  async function disconnectDeleted(name: string): Promise<void> {
    if (!clusters.names().includes(name)) return
    if ((await directory.read(clusterKind, name)) === undefined)
      await orAbsent(client.remove(clusterSecretPath(name)))
  }

  async function remove(cluster: Cluster): Promise<void> {
    const { name, finalizers = [] } = cluster.metadata
    if (!finalizers.includes(cleanupFinalizer)) return
    const known = on(name, [
      ...directory.spaceInstances.values(),
      ...directory.virtualClusterInstances.values(),
    ])
    if (known.length > 0) return say(cluster, known)
    // A watch may be behind, and what is on a cluster that is disconnected is never cleaned up.
    const unseen = on(name, await allInstances())
    if (unseen.length > 0) {
      // The watch may miss it for good, if it goes soon.
      controller.enqueue(name, 1_000)
      return say(cluster, unseen)
    }
    await orAbsent(client.remove(clusterSecretPath(name)))
    await removeFinalizer(client, clusterKind, cluster, cleanupFinalizer)
  }

  async function allInstances(): Promise<Instance[]> {
    const lists = await Promise.all(
      [spaceInstance, virtualClusterInstance].map((kind) => client.list<Instance>(collectionPath(kind))),
    )
    return lists.flatMap(({ items }) => items)
  }

  return {
    async stop() {
      for (const end of unsubscribe) end()
      await controller.stop()
      await Promise.all([...followed.values()].map(({ host }) => host.stop()))
    },
  }
}

/** The instances on a cluster, as a message names them. */
function on(cluster: string, instances: readonly Instance[]): string[] {
  return instances
    .filter(({ spec }) => spec.clusterRef?.cluster === cluster)
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)
}
