import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { withGeneration } from '#api-mock/rest/change.ts'
import { isFinished } from '#api-mock/rest/deletion.ts'
import { trackFields } from '#api-mock/rest/fields.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** A change may look at what else there is at the moment at which it is made. */
export type ChangeObject = (object: KubeObject, transaction: Transaction) => KubeObject

interface Target {
  definition: ResourceDefinition
  namespace: string
  name: string
  /** The field manager that the change is noted for, and the subresource it goes through. */
  manager: string
  subresource?: 'status' | undefined
}

/**
 * A controller's change of one object, made from its newest state, which `change` leaves as it is: it returns
 * the new state, or the same one for no change; an object that nothing holds any more goes. Nothing happens where it is gone.
 */
export async function edit(
  cluster: Cluster,
  { definition, namespace, name, manager, subresource }: Target,
  change: ChangeObject,
): Promise<void> {
  const resource = storageKey(definition)
  await cluster.store.write((transaction) => {
    const live = transaction.get(resource, namespace, name)
    if (live === undefined) return
    const old = toObject(definition, live)
    const wanted = change(old, transaction)
    const changed = subresource === undefined ? withGeneration(definition, wanted, old) : wanted
    if (isFinished(definition, changed)) transaction.remove(resource, namespace, name, old)
    else if (changed !== old && !sameJson(changed, old)) {
      const tracked = trackFields(
        { definition, subresource, now: cluster.timestamp() },
        { object: changed, live: old, manager },
      )
      transaction.put(resource, namespace, name, tracked)
    }
  })
}
