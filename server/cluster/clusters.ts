import { messageOf } from '#kube/errors.ts'
import type { KubeObject } from '#kube/types.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { connectionFrom, type Connection } from './connection.ts'
import { reflect } from './reflector.ts'

/** The connected clusters, kept from a watch of the Secrets that hold their kubeconfigs. */
export interface Clusters {
  /** Undefined for a cluster that is not connected, or whose kubeconfig cannot be used. */
  connectionOf(name: string): Connection | undefined
  /** Why a cluster cannot be connected, where it has a Secret. */
  problemOf(name: string): string | undefined
  /** Of all that have a Secret. */
  names(): string[]
  /** Told of each cluster that is connected, reached in another way or not at all, or cannot be connected. */
  subscribe(listener: (name: string) => void): () => void
  synced: Promise<void>
  stop(): Promise<void>
}

interface On {
  /** It is reached in another way now, or not at all. */
  disconnected(name: string): void
  failed(error: unknown): void
}

/** Secrets that connect a cluster carry it, so that one watch sees them all. */
const clusterLabel = 'aerie.dev/cluster'

const secrets = `/api/v1/namespaces/${systemNamespace}/secrets`
const namePrefix = 'cluster-'

/** Where the Secret is that connects a cluster. */
export function clusterSecretPath(name: string): string {
  return `${secrets}/${namePrefix}${encodeURIComponent(name)}`
}

/** The Secret that connects a cluster, and its path. */
export function clusterSecret(name: string, kubeconfig: string): { path: string; secret: KubeObject } {
  const metadata = {
    name: namePrefix + name,
    namespace: systemNamespace,
    labels: { [clusterLabel]: 'true' },
  }
  const data = { kubeconfig: Buffer.from(kubeconfig).toString('base64') }
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'aerie.dev/kubeconfig', data }
  return { path: clusterSecretPath(name), secret }
}

interface Connected {
  kubeconfig: string
  connection: Connection
}

/** Watches for connected clusters and holds a connection to each. */
export function openClusters(management: Connection, on: On): Clusters {
  const open = new Map<string, Connected>()
  const problems = new Map<string, string>()
  const listeners = new Set<(name: string) => void>()

  function connect(name: string, kubeconfig: string): void {
    try {
      const connection = connectionFrom(kubeconfig)
      refuseManagement(connection, management)
      open.set(name, { kubeconfig, connection })
    } catch (error) {
      const why = messageOf(error)
      problems.set(name, why)
      on.failed(new Error(`the cluster ${name} cannot be connected: ${why}`))
    }
  }

  async function disconnect(name: string): Promise<void> {
    const found = open.get(name)
    if (found === undefined) return
    open.delete(name)
    on.disconnected(name)
    await found.connection.dispatcher.destroy()
  }

  const reflector = reflect<KubeObject>({
    connection: management,
    path: secrets,
    query: { labelSelector: `${clusterLabel}=true` },
    failed: (error) => on.failed(error),
    changed(before, after) {
      const name = (after ?? before)?.metadata.name.slice(namePrefix.length) ?? ''
      const kubeconfig = after === undefined ? undefined : kubeconfigIn(after)
      if (kubeconfig === open.get(name)?.kubeconfig) return
      problems.delete(name)
      void disconnect(name)
      if (kubeconfig !== undefined) connect(name, kubeconfig)
      listeners.forEach((listener) => listener(name))
    },
  })
  return {
    connectionOf: (name) => open.get(name)?.connection,
    problemOf: (name) => problems.get(name),
    names: () => [...open.keys(), ...problems.keys()],
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    synced: reflector.synced,
    async stop() {
      reflector.stop()
      await Promise.all([...open.keys()].map(disconnect))
    },
  }
}

function kubeconfigIn({ metadata, ...secret }: KubeObject): string | undefined {
  const data = secret['data'] as Record<string, string> | undefined
  const encoded = data?.['kubeconfig']
  if (encoded === undefined || !metadata.name.startsWith(namePrefix)) return undefined
  return Buffer.from(encoded, 'base64').toString()
}

/** Behind the prefix of a cluster Kubernetes alone decides, and it would show what is Aerie's own. */
function refuseManagement(connection: Connection, management: Connection): void {
  if (connection.origin === management.origin && connection.prefix === management.prefix)
    throw new Error('it is the management cluster itself')
}
