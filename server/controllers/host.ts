import { managedBy, managedByLabel } from '#api/labels.ts'
import { mergeDiff } from '#kube/merge-diff.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { openHealth, type Health } from '#server/cluster/health.ts'
import { reflect } from '#server/cluster/reflector.ts'
import { adminGroup } from '#server/identity/identity.ts'
import type { Running } from './context.ts'
import { startController } from './controller.ts'

const group = 'rbac.authorization.k8s.io'

/** The role of whoever may use a space; spaces and rules name it. */
export const spaceAdminRole = 'loft-cluster-space-admin'

/** What every connected cluster is given, by its collection. */
const given: Record<string, KubeObject> = {
  clusterrolebindings: {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'aerie.dev:admins', labels: { [managedByLabel]: managedBy } },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', apiGroup: group, name: adminGroup }],
  },
  // What `admin` may, and with it whatever is added to that on this cluster.
  clusterroles: {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRole',
    metadata: { name: spaceAdminRole, labels: { [managedByLabel]: managedBy } },
    aggregationRule: {
      clusterRoleSelectors: [{ matchLabels: { [`${group}/aggregate-to-admin`]: 'true' } }],
    },
  },
}

interface HostOptions {
  name: string
  connection: Connection
  /** Told when it begins or ceases to answer. */
  changed: (health: Health) => void
  report: (error: unknown) => void
}

/**
 * Follows one connected cluster: gives platform administrators their binding there and spaces their role, again
 * when somebody takes them away, and tells whether it answers, which the same watch knows.
 */
export function followHost({ name, connection, changed, report }: HostOptions): Running {
  const ended = new AbortController()
  const client = clientOf(connection, ended.signal)
  const health = openHealth(changed)
  const controller = startController({ name: `roles on ${name}`, reconcile, report })
  const reflectors = Object.keys(given).map((plural, index) =>
    reflect<KubeObject>({
      connection,
      path: `/apis/${group}/v1/${plural}`,
      query: { labelSelector: `${managedByLabel}=${managedBy}` },
      changed: (before, after) => {
        if ((after ?? before)?.metadata.name === given[plural]?.metadata.name) controller.enqueue(plural)
      },
      listed: () => controller.enqueue(plural),
      // That it does not answer is told as its health.
      failed: (error) => health.failed(error),
      ...(index === 0 ? { watching: health.watching } : {}),
    }),
  )

  async function reconcile(plural: string): Promise<void> {
    const wanted = given[plural]
    const live = reflectors[Object.keys(given).indexOf(plural)]?.objects.get(wanted?.metadata.name ?? '')
    if (wanted === undefined || (live !== undefined && isAsWanted(live, wanted))) return
    const path = `/apis/${group}/v1/${plural}/${wanted.metadata.name}`
    try {
      await client.apply(path, wanted)
    } catch (error) {
      // Somebody made another of the name; which role a binding gives cannot be changed.
      if (!(error instanceof StatusError) || error.code !== 422) throw error
      await orAbsent(client.remove(path))
      await client.apply(path, wanted)
    }
  }

  return {
    async stop() {
      for (const reflector of reflectors) reflector.stop()
      health.stop()
      ended.abort()
      await controller.stop()
    },
  }
}

/** Whether an object says what is wanted; what else it says is a server's, and lists leave the kind out. */
function isAsWanted(live: KubeObject, object: KubeObject): boolean {
  const { metadata: about, ...said } = live
  const { metadata: _metadata, apiVersion: _version, kind: _kind, ...wanted } = object
  const part = Object.fromEntries(Object.keys(wanted).map((key) => [key, said[key]]))
  return about.labels?.[managedByLabel] === managedBy && mergeDiff(part, wanted) === undefined
}
