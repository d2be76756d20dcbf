import { crdOf, schemaVersion, schemaVersionAnnotation } from '#api/crd.ts'
import { internalKinds, kinds } from '#api/kinds.ts'
import { managementGroup, type StoredKind } from '#api/kind.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent, type Client } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { reflect } from '#server/cluster/reflector.ts'
import { OperatorError } from '#server/config.ts'
import { decidedGroup } from '#server/gateway/headers.ts'
import { systemNamespace } from '#server/identity/keys.ts'

const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const installed = [...kinds, ...internalKinds]
const rbac = '/apis/rbac.authorization.k8s.io/v1'

/**
 * Brings the management cluster to what this version needs: Aerie's namespace, the definitions of all kinds
 * and the one binding through which decided requests pass. Refuses a cluster that a newer version wrote to,
 * or whose group somebody else serves, before anything is changed.
 */
export async function install(connection: Connection): Promise<void> {
  const client = clientOf(connection)
  await Promise.all(installed.map(({ plural, group }) => refuseForeign(client, `${plural}.${group}`)))
  await client.apply(`/api/v1/namespaces/${systemNamespace}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: systemNamespace },
  })
  await Promise.all([
    ...installed.map((kind) => applyDefinition(client, kind)),
    client.apply(`${rbac}/clusterroles/aerie:decided`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'aerie:decided' },
      rules: [{ apiGroups: [managementGroup], resources: ['*'], verbs: ['*'] }],
    }),
    client.apply(`${rbac}/clusterrolebindings/aerie:decided`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'aerie:decided' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'aerie:decided' },
      subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: decidedGroup }],
    }),
  ])
  await established(
    connection,
    installed.map(({ plural, group }) => `${plural}.${group}`),
  )
  await bindingTakesEffect(connection)
}

async function applyDefinition(client: Client, kind: StoredKind): Promise<void> {
  const crd = crdOf(kind)
  await client.apply(`${crds}/${crd.metadata.name}`, crd)
}

/**
 * Waits until a decided request passes: an API server learns of a new binding a moment after it was stored,
 * and nothing tells when, so this asks.
 */
async function bindingTakesEffect(connection: Connection): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const { statusCode, body } = await connection.dispatcher.request({
      origin: connection.origin,
      path: `${connection.prefix}/apis/${managementGroup}/v1/${kinds[0]?.plural ?? ''}?limit=1`,
      method: 'GET',
      headers: {
        authorization: connection.authorization,
        'impersonate-user': 'aerie',
        'impersonate-group': decidedGroup,
      },
    })
    await body.dump()
    if (statusCode === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new OperatorError(
    'The management cluster does not let decided requests pass: check the ClusterRoleBinding aerie:decided.',
  )
}

async function refuseForeign(client: Client, name: string): Promise<void> {
  const found = await orAbsent(client.get(`${crds}/${name}`))
  const stored = Number(
    found?.metadata.annotations?.[schemaVersionAnnotation] ?? (found === undefined ? 0 : Number.NaN),
  )
  if (Number.isNaN(stored))
    throw new OperatorError(
      `The management cluster already has ${name} from another product: use a cluster without it.`,
    )
  if (stored > schemaVersion)
    throw new OperatorError(`The management cluster was written by a newer version of Aerie: start that one.`)
}

/** Waits until all definitions are served; a new one takes a moment on any cluster. */
function established(connection: Connection, names: readonly string[]): Promise<void> {
  const waiting = new Set(names)
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      crdWatch.stop()
      reject(
        new OperatorError(
          `The management cluster did not begin to serve ${[...waiting].join(', ')} within 30 seconds.`,
        ),
      )
    }, 30_000)
    const crdWatch = reflect<KubeObject>({
      connection,
      path: crds,
      // A failed list or watch is taken up again; the time limit above is the end of it.
      failed: () => {},
      changed(_, after) {
        if (after !== undefined && isEstablished(after)) waiting.delete(after.metadata.name)
        if (waiting.size > 0) return
        clearTimeout(late)
        queueMicrotask(() => crdWatch.stop())
        resolve()
      },
    })
  })
}

function isEstablished(crd: KubeObject): boolean {
  const { conditions = [] } = (crd['status'] ?? {}) as { conditions?: { type: string; status: string }[] }
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True')
}
