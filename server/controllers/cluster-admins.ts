import { setTimeout as pause } from 'node:timers/promises'
import { backOff } from '#kube/watch.ts'
import { clientOf } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { adminGroup } from '#server/identity/identity.ts'

const group = 'rbac.authorization.k8s.io'
const name = 'aerie.dev:admins'

const binding = {
  apiVersion: `${group}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'aerie', 'aerie.dev/managed': 'true' } },
  roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'Group', apiGroup: group, name: adminGroup }],
}

/** Sees to it that platform administrators may everything on a connected cluster; tries until it is done or `gone`. */
export async function bindAdmins(
  connection: Connection,
  gone: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  const client = clientOf(connection)
  for (let attempt = 0; !gone.aborted; attempt++) {
    try {
      await client.apply(`/apis/${group}/v1/clusterrolebindings/${name}`, binding)
      return
    } catch (error) {
      if (gone.aborted) return
      failed(error)
      // An abort is not a failure: the loop looks at the signal itself.
      await pause(backOff(attempt), undefined, { signal: gone, ref: false }).catch(() => undefined)
    }
  }
}
