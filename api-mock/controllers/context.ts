import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { Client } from '#api-mock/client/client.ts'
import type { Place } from '#api-mock/client/place.ts'
import { Recorder } from '#api-mock/client/recorder.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import type { PodIndex } from './pods.ts'

/** What the controllers of the controller manager have in common. */
export interface ManagerContext {
  cluster: Cluster
  pods: PodIndex
}

/** What one controller does things with: its own name is told by its requests and its Events. */
export function toolsOf(cluster: Cluster, name: string): { client: Client; recorder: Recorder } {
  const manager = 'kube-controller-manager'
  return {
    client: new Client(cluster, { username: `system:serviceaccount:kube-system:${name}`, manager }),
    recorder: new Recorder(cluster, { component: name }, manager),
  }
}

/** The object as it is now; the caller may change it. */
export function read(
  { store }: Cluster,
  definition: ResourceDefinition,
  { namespace, name }: Place,
): KubeObject | undefined {
  const stored = store.get(storageKey(definition), namespace, name)
  return stored === undefined ? undefined : toObject(definition, stored)
}

/** As much of an object as an Event tells of it. */
export function referenceTo(
  definition: ResourceDefinition,
  { namespace, name, uid, resourceVersion }: Place & { uid: string; resourceVersion: string },
): KubeObject {
  const metadata = { name, ...(namespace === '' ? {} : { namespace }), uid, resourceVersion }
  return { apiVersion: apiVersionOf(definition), kind: definition.kind, metadata }
}
