import { accessTo, missingRight } from '#web/data/access.ts'
import { noteBegunTogether } from '#web/data/begun.ts'
import { removeUntold } from '#web/data/writes.ts'
import type { Bulk } from '#web/table/bulk.ts'
import type { Instance, Side } from './sides.ts'

/** What can be done with many spaces or virtual clusters; the server is asked about each of them. */
export function instanceBulk({ kind, one, many }: Side): Bulk<Instance> {
  const inside = one === 'space' ? 'namespace' : 'Kubernetes API'
  return {
    resource: `${kind.plural}.${kind.group}`,
    lost: `Each of these ${many} is lost with its ${inside} and everything in it, and every kubeconfig for it stops working.`,
    async against(client, { metadata: { name, namespace, deletionTimestamp } }) {
      if (deletionTimestamp !== undefined) return 'is being deleted already.'
      const { status } = await client.query(accessTo('delete', kind, name, namespace))
      if (status?.allowed === true) return undefined
      return missingRight('delete', kind, { name, namespace, why: status?.reason })
    },
    async remove(client, instance) {
      await removeUntold(client, kind, instance)
    },
    follow(instances) {
      const { namespace } = instances[0]?.metadata ?? {}
      noteBegunTogether({ kind, names: instances.map(({ metadata }) => metadata.name), namespace })
    },
  }
}
