import { requirementsOf } from '#kube/label-selector.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import type { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { isActive } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { selects } from '#api-mock/controllers/selectors.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { adopted, released } from '#api-mock/resources/owners.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

/** What is known of a workload, to find it from its pods. */
export interface PodOwner {
  namespace: string
  name: string
  uid: string
  selector: LabelSelector | undefined
  deleting: boolean
}

export function indexOwners(cluster: Cluster, definition: ResourceDefinition): Index<PodOwner> {
  return new Index(cluster, {
    definition,
    read: ({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      uid: metadata.uid ?? '',
      selector: requirementsOf(fieldsOf(spec).selector),
      deleting: metadata.deletionTimestamp !== undefined,
    }),
    keys: { uid: ({ uid }) => uid, namespace: ({ namespace }) => namespace },
  })
}

/** Has a workload looked at when it changes, when its pods do, and when there is a pod of nobody that it selects. */
export function followOwners<T extends PodOwner>(
  { pods: index }: ManagerContext,
  owners: Index<T>,
  worker: Worker,
): void {
  owners.follow(({ current }) => {
    if (current !== undefined) worker.add(keyOf(current))
  })
  index.follow(({ current, previous }) => {
    for (const uid of new Set([current?.owner, previous?.owner])) {
      const owner = uid === undefined ? undefined : owners.find('uid', uid)
      if (owner !== undefined) worker.add(keyOf(owner))
    }
    if (current === undefined || current.owner !== undefined || !isActive(current)) return
    for (const owner of owners.by('namespace', current.namespace)) {
      if (selects(owner.selector, current.labels)) worker.add(keyOf(owner))
    }
  })
}

/** Takes over the pods of nobody that a workload selects, and lets go of its own that it does not select any more. */
export async function claimPods(
  { pods: index }: ManagerContext,
  client: Client,
  {
    definition,
    owner,
    mayOwn = () => true,
  }: {
    definition: ResourceDefinition
    owner: PodOwner
    /** Whether a pod could be one of this workload's. */
    mayOwn?: (pod: PodEntry) => boolean
  },
): Promise<void> {
  if (owner.deleting) return
  const { name, uid, selector } = owner
  const apiVersion = apiVersionOf(definition)
  const reference = {
    apiVersion,
    kind: definition.kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  }
  const orphans = index
    .by('orphan', owner.namespace)
    .filter((pod) => isActive(pod) && selects(selector, pod.labels) && mayOwn(pod))
  const strangers = index.by('owner', uid).filter((pod) => isActive(pod) && !selects(selector, pod.labels))
  await Promise.all([
    ...orphans.map((pod) => client.edit(pods, pod, (object: KubeObject) => adopted(object, reference))),
    ...strangers.map((pod) => client.edit(pods, pod, (object: KubeObject) => released(object, uid))),
  ])
}
