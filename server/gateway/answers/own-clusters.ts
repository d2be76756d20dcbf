import type { FastifyInstance } from 'fastify'
import { connectPrefix, type ConnectAnswer, type ConnectCheck, type OfferedCluster } from '#api/connect.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import { checkOffered } from '#server/cluster/check-offered.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { clusterSecret } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Context } from '#server/gateway/context.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { noteOwn } from './own-note.ts'
import { platformAdmin } from './platform-admin.ts'

const offered = {
  body: {
    type: 'object',
    required: ['kubeconfig'],
    properties: {
      kubeconfig: { type: 'string', minLength: 1, maxLength: 60_000 },
      displayName: { type: 'string', maxLength: 253 },
      keep: { type: 'boolean' },
    },
  },
} as const

interface Offer {
  Params: { cluster: string }
  Body: OfferedCluster
}

/**
 * Checks a kubeconfig that a platform admin hands in and, where it is to be kept and nothing is wrong, connects the
 * cluster. What was handed in is answered to nobody and noted nowhere.
 */
export function clusterEndpoint(app: FastifyInstance, context: Context): void {
  app.post<Offer>(
    `${connectPrefix}/:cluster`,
    { schema: offered },
    async (request, reply): Promise<ConnectAnswer> => {
      const { identity, key } = platformAdmin(context, request.raw, 'offered clusters')
      await noteOwn(context, request, reply, identity.subject, key.name)
      const { cluster } = request.params
      const { kubeconfig: text, displayName = '', keep = false } = request.body
      const named = checkName(context, cluster)
      const { checks, kubeconfig } = await checkOffered(text, {
        management: context.management,
        connections: connectionsOf(context),
      })
      const all = [named, ...checks]
      if (!keep || !named.passed || kubeconfig === undefined) return { checks: all, connected: false }
      await connectCluster(context, { name: cluster, displayName, user: identity.user, kubeconfig })
      reply.code(201)
      return { checks: all, connected: true }
    },
  )
}

function checkName({ directory }: Context, name: string): ConnectCheck {
  const check = 'name'
  if (directory.clusters.has(name))
    return { check, passed: false, message: `a cluster is called ${name} already` }
  const isName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= clusterKind.maxNameLength
  return isName
    ? { check, passed: true, message: 'no cluster is called so yet' }
    : {
        check,
        passed: false,
        message: `lower-case letters, digits and hyphens, at most ${clusterKind.maxNameLength} of them`,
      }
}

function connectionsOf({ directory, clusters }: Context): Map<string, Connection> {
  const connections = new Map<string, Connection>()
  for (const name of directory.clusters.keys()) {
    const connection = clusters.connectionOf(name)
    if (connection !== undefined) connections.set(name, connection)
  }
  return connections
}

interface NewCluster {
  name: string
  displayName: string
  user: string
  kubeconfig: string
}

/** The object comes first: a Secret without one is that of a cluster that was deleted. */
async function connectCluster(
  { client }: Context,
  { name, displayName, user, kubeconfig }: NewCluster,
): Promise<void> {
  const { path, secret } = clusterSecret(name, kubeconfig)
  const config = { secretName: secret.metadata.name, secretNamespace: systemNamespace, key: 'kubeconfig' }
  await client.create(collectionPath(clusterKind), {
    apiVersion: apiVersionOf(clusterKind),
    kind: clusterKind.kind,
    metadata: { name },
    spec: { ...(displayName === '' ? {} : { displayName }), owner: { user }, config },
  })
  try {
    await client.apply(path, secret)
  } catch (error) {
    await orAbsent(client.remove(objectPath(clusterKind, name)))
    throw error
  }
}
