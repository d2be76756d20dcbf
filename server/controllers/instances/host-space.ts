import type { KubeObject } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { belongsTo, hostLabels, identifyingLabels } from './host-namespace.ts'
import type { Host } from './hosts.ts'
import { hostOf, reachedHost, type Walk } from './instance-walk.ts'
import { checkFree, type Place } from './placement.ts'
import { Waiting } from './problem.ts'
import type { Instance } from './subject.ts'

interface GivenMetadata {
  labels?: Record<string, string> | undefined
  annotations?: Record<string, string> | undefined
}

/** Makes the namespace of an instance and keeps its labels. Throws Problem where it is somebody else's. */
export async function syncNamespace(at: Walk<Instance>, given: GivenMetadata | undefined): Promise<void> {
  const { host, place } = hostOf(at)
  const live = await readNamespace(host, place)
  if (live === undefined) await claimNamespace(at, host, place)
  else checkFree(live.metadata.labels, at.named, place)
  if (live?.metadata.deletionTimestamp !== undefined)
    throw new Waiting(
      'NamespaceTerminating',
      `the namespace ${place.namespace} is being deleted; it is made anew after that`,
    )
  await host.ensure({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: place.namespace,
      labels: { ...given?.labels, ...hostLabels(at.named, at.instance.spec.owner) },
      ...(given?.annotations === undefined ? {} : { annotations: given.annotations }),
    },
  })
}

/** Whether there is a namespace of it on a host that answers, as far as the watch knows. */
export async function hasNamespace({ surroundings, place, named }: Walk<Instance>): Promise<boolean> {
  const host = place === undefined ? undefined : reachedHost(surroundings, place.cluster)
  const namespace = (await host?.namespaces())?.get(place?.namespace ?? '')
  if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return false
  return belongsTo(namespace.metadata.labels, named)
}

/** As the watch knows it, else as the host has it. */
async function readNamespace(host: Host, { namespace }: Place): Promise<KubeObject | undefined> {
  const known = (await host.namespaces()).get(namespace)
  return known ?? orAbsent(host.client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`))
}

/** Created, not applied: of two that want one name only one gets it, and the other looks again. */
async function claimNamespace({ named }: Walk<Instance>, host: Host, { namespace }: Place): Promise<void> {
  const metadata = { name: namespace, labels: identifyingLabels(named) }
  await host.client.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata })
}
