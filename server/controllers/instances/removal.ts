import { cleanupFinalizer } from '#api/labels.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { fieldsOf, listOf, textOf } from '#server/cluster/fields.ts'
import { setCondition } from '#server/controllers/conditions.ts'
import { removeFinalizer, writeStatus } from '#server/controllers/objects.ts'
import { belongsTo, instanceOf, type Named } from './host-namespace.ts'
import type { Host } from './hosts.ts'
import { reachedHost } from './instance-walk.ts'
import { placeOf } from './placement.ts'
import { Waiting } from './problem.ts'
import { ledgerKey, type Instance, type InstanceKind, type Surroundings } from './subject.ts'
import { virtualClusterObjects } from './virtual-cluster-objects.ts'

/** What says that everything made for an instance is gone. */
const conditionType = 'ExternalResourcesCleanedUp'

/**
 * Removes what was made for an instance, then lets it go, then gives back what it counted for. Nothing is
 * remembered in between: stopped anywhere, it goes on from what is still there.
 */
export async function removeInstance(
  surroundings: Surroundings,
  of: InstanceKind,
  named: Named,
  instance: Instance,
): Promise<void> {
  if (instance.metadata.finalizers?.includes(cleanupFinalizer) !== true) return
  try {
    await cleanUp(surroundings, named, instance)
  } catch (error) {
    await saySo(surroundings, of, instance, error)
    if (error instanceof Waiting) return
    throw error
  }
  await removeFinalizer(surroundings.client, of.kind, instance, cleanupFinalizer)
  await giveBack(surroundings, of, named, instance.metadata.deletionTimestamp)
}

/** Notes for what a deletion waits, and since when. */
async function saySo(
  { client }: Surroundings,
  of: InstanceKind,
  instance: Instance,
  error: unknown,
): Promise<void> {
  const reason =
    error instanceof Waiting
      ? error.reason
      : error instanceof StatusError && error.code !== 503
        ? 'CleanupFailed'
        : 'ClusterUnreachable'
  const message = messageOf(error)
  const severity = error instanceof Waiting ? 'Info' : 'Error'
  const wanted = { type: conditionType, status: 'False', severity, reason, message } as const
  const conditions = setCondition(instance.status?.conditions, wanted)
  await writeStatus(client, of.kind, instance, {
    ...instance.status,
    phase: 'Pending',
    reason,
    message,
    conditions,
  })
}

/** Throws Waiting as long as something is there. */
async function cleanUp(surroundings: Surroundings, named: Named, instance: Instance): Promise<void> {
  const place = placeOf(instance)
  if (place === undefined) return
  const host = reachedHost(surroundings, place.cluster)
  if (host === undefined) {
    // Only what a consistent read does not find counts as gone for good.
    if ((await surroundings.directory.read(clusterKind, place.cluster)) === undefined) return
    throw new Waiting(
      'ClusterUnreachable',
      `waits for the cluster ${place.cluster}, which is not reached, to remove namespace ${place.namespace} there`,
    )
  }
  surroundings.virtualClusters.forget({ ...place, name: place.virtualCluster ?? named.name })
  const live = await orAbsent(host.client.get(namespacePath(place.namespace)))
  if (live === undefined || !belongsTo(live.metadata.labels, named)) return
  throw waitingFor(await deleteNamespace(host, named, live, place.virtualCluster), place.cluster)
}

function namespacePath(name: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(name)}`
}

/**
 * Deletes a namespace and what is in it; of a virtual cluster first the control plane, so that it ends before what
 * it works with, and then its data. Gives the namespace as it is then.
 */
async function deleteNamespace(
  host: Host,
  named: Named,
  live: KubeObject,
  virtualCluster = named.name,
): Promise<KubeObject | undefined> {
  const path = namespacePath(live.metadata.name)
  if (live.metadata.deletionTimestamp !== undefined) return live
  if (named.kind === 'VirtualClusterInstance') {
    const objects = virtualClusterObjects({ name: virtualCluster, namespace: live.metadata.name })
    for (const object of objects.reverse()) await host.remove(object)
    await orAbsent(host.client.remove(`${path}/persistentvolumeclaims`))
  }
  await orAbsent(host.client.remove(path))
  return orAbsent(host.client.get(path))
}

function waitingFor(namespace: KubeObject | undefined, cluster: string): Waiting {
  const { name = '', deletionTimestamp } = namespace?.metadata ?? {}
  const left = listOf(fieldsOf(namespace?.['status'])['conditions']).flatMap(({ status, message }) =>
    status === 'True' && textOf(message) !== '' ? [textOf(message)] : [],
  )
  const since = deletionTimestamp === undefined ? '' : `, since ${deletionTimestamp}`
  const what = namespace === undefined ? 'its namespace' : `namespace ${name}`
  return new Waiting(
    'NamespaceTerminating',
    `waits for ${what} on cluster ${cluster} to be gone${since}${left.length === 0 ? '' : `: ${left.join(' ')}`}`,
  )
}

/** Gives back what a gone instance counted for; the ledger looks itself whether it is gone. */
export async function giveBack(
  { ledgers }: Surroundings,
  of: InstanceKind,
  named: Named,
  until: string | undefined,
): Promise<void> {
  try {
    await ledgers.release(named.project, ledgerKey(of, named), until)
  } catch (error) {
    // A project that is gone took its ledger with it.
    if (!(error instanceof StatusError) || error.code !== 404) throw error
  }
}

/**
 * Removes what hosts have of an instance that is gone: it went another way, or somebody brought it back. A host
 * that does not answer tells of its namespaces when it does again.
 */
export async function removeOrphans(surroundings: Surroundings, named: Named): Promise<void> {
  for (const name of surroundings.hosts.all().keys()) {
    const host = reachedHost(surroundings, name)
    for (const namespace of (await host?.namespaces())?.values() ?? []) {
      const found = instanceOf(namespace.metadata.labels)
      if (host !== undefined && found !== undefined && belongsTo(namespace.metadata.labels, named))
        await deleteNamespace(host, found, namespace)
    }
  }
}
