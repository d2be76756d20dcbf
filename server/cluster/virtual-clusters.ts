import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { StatusError, unavailable } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent } from './client.ts'
import { connectBy, type Connection } from './connection.ts'
import { dialTls, type Dial } from './dial.ts'
import { dialPod } from './port-forward.ts'

/** Where a virtual cluster runs: its host cluster, its namespace and its name there. */
export interface Hosted {
  cluster: string
  namespace: string
  name: string
}

/** Connections to virtual clusters, made when they are first asked for. */
export interface VirtualClusters {
  /** Rejects with a StatusError that says what is missing. */
  connectionTo(host: Hosted): Promise<Connection>
  /** Cuts everything that goes to a virtual cluster that is gone, or is elsewhere now. */
  forget(host: Hosted): void
  stop(): Promise<void>
}

interface Options {
  connectionOf: (cluster: string) => Connection | undefined
  /** Told of what keeps a virtual cluster from being reached although it runs. */
  failed: (error: unknown) => void
}

/** Where a control plane listens. */
const port = 8443

interface Entry {
  /** The host and the version of the Secret that the connection was made from; others need another one. */
  made?: { host: Connection; version: string; connection: Connection }
  /** Something failed, so what was read is looked at again before it is used. */
  doubted: boolean
  reading?: Promise<Connection>
  forgotten: boolean
}

/**
 * Keeps one connection to each virtual cluster for as long as it works. Of its Secret only the authority and the
 * client certificate count, never the address: whoever can write the Secret could send us, and the requests of
 * everybody, anywhere. It is reached by a port-forward to its pod, and is who its name says, or nobody.
 */
export function openVirtualClusters({ connectionOf, failed }: Options): VirtualClusters {
  const entries = new Map<string, Entry>()

  function hostOf({ cluster }: Hosted): Connection {
    const found = connectionOf(cluster)
    if (found === undefined) throw unavailable(`the cluster ${cluster} is not connected`)
    return found
  }

  /** Turns what went wrong into what a caller is told; what is not theirs to know is reported. */
  function explain(error: unknown, hosted: Hosted): StatusError {
    if (error instanceof StatusError && error.code === 503) return error
    failed(error)
    return unreachable(hosted)
  }

  async function read(hosted: Hosted, entry: Entry): Promise<Connection> {
    const host = hostOf(hosted)
    const credential = await readCredential(host, hosted).catch((error: unknown) => {
      throw explain(error, hosted)
    })
    if (entry.forgotten) throw unavailable(`the virtual cluster ${hosted.name} is gone or elsewhere now`)
    entry.doubted = false
    const { made } = entry
    if (made?.host === host && made.version === credential.version) return made.connection
    const doubt = (): void => void (entry.doubted = true)
    // Where the server itself runs in the host cluster, an address would do: `dialAddress` of the same name.
    const tunnel = (signal: AbortSignal) =>
      dialPod(host, { namespace: hosted.namespace, pod: podOf(hosted), port }, signal)
    const dial: Dial = (signal) =>
      dialThrough(tunnel, hosted, credential, signal).catch((error: unknown) => {
        doubt()
        // Who was waiting is gone, or nothing answered in time: nothing to report.
        throw signal.aborted ? unreachable(hosted) : explain(error, hosted)
      })
    const connection = connectBy(dial, {
      origin: `https://${serverName(hosted)}`,
      prefix: '',
      ca: credential.ca,
      authorization: undefined,
      refused: doubt,
    })
    void made?.connection.dispatcher.destroy()
    entry.made = { host, version: credential.version, connection }
    return connection
  }

  function drop(entry: Entry): Promise<void> {
    entry.forgotten = true
    return entry.made?.connection.dispatcher.destroy() ?? Promise.resolve()
  }

  return {
    async connectionTo(hosted) {
      const host = hostOf(hosted)
      const key = keyOf(hosted)
      const entry = entries.get(key) ?? { doubted: true, forgotten: false }
      entries.set(key, entry)
      if (entry.made?.host === host && !entry.doubted) return entry.made.connection
      entry.reading ??= read(hosted, entry).finally(() => {
        delete entry.reading
        if (entry.made === undefined && entries.get(key) === entry) entries.delete(key)
      })
      return await entry.reading
    },
    forget(hosted) {
      const entry = entries.get(keyOf(hosted))
      entries.delete(keyOf(hosted))
      if (entry !== undefined) void drop(entry)
    },
    async stop() {
      const all = [...entries.values()]
      entries.clear()
      await Promise.all(all.map(drop))
    },
  }
}

function keyOf({ cluster, namespace, name }: Hosted): string {
  return `${cluster}/${namespace}/${name}`
}

/** The control plane is a StatefulSet of one. */
function podOf({ name }: Hosted): string {
  return `${name}-0`
}

function serverName({ namespace, name }: Hosted): string {
  return `${name}.${namespace}.svc`
}

interface Credential {
  version: string
  ca: string
  cert: string
  key: string
}

/** What a host says of a pod that is not there, or in which nothing runs. */
const withoutPod = new Set([400, 404, 500])

/** Opens a tunnel, and in it TLS with the server that the Secret vouches for. */
async function dialThrough(
  tunnel: (signal: AbortSignal) => Promise<Duplex>,
  hosted: Hosted,
  { ca, cert, key }: Credential,
  signal: AbortSignal,
): Promise<Socket> {
  const carrier = await tunnel(signal).catch((error: unknown) => {
    throw error instanceof StatusError && withoutPod.has(error.code) ? noPod(hosted) : error
  })
  try {
    return await new Promise((resolve, reject) => {
      carrier.on('error', reject)
      dialTls({ socket: carrier, servername: serverName(hosted), ca, cert, key }, signal).then(
        resolve,
        reject,
      )
    })
  } catch (error) {
    carrier.destroy()
    throw error
  }
}

async function readCredential(host: Connection, hosted: Hosted): Promise<Credential> {
  const { cluster, namespace, name } = hosted
  const client = clientOf(host)
  const inNamespace = `/api/v1/namespaces/${encodeURIComponent(namespace)}`
  const [secret, pod] = await Promise.all([
    orAbsent(client.get(`${inNamespace}/secrets/vc-${encodeURIComponent(name)}`)),
    orAbsent(client.get(`${inNamespace}/pods/${encodeURIComponent(podOf(hosted))}`)),
  ]).catch((error: unknown) => {
    throw error instanceof StatusError
      ? error
      : unavailable(`the cluster ${cluster} cannot be reached right now`)
  })
  if (pod === undefined || !isReady(pod)) throw noPod(hosted)
  const credential = secret === undefined ? undefined : credentialIn(secret)
  if (credential !== undefined) return credential
  throw unavailable(`vcluster secret not found: the virtual cluster ${name} is still starting`)
}

function credentialIn(secret: KubeObject): Credential | undefined {
  const { uid = '', resourceVersion = '' } = secret.metadata
  const data = (secret['data'] ?? {}) as Record<string, string | undefined>
  const [ca, cert, key] = ['certificate-authority', 'client-certificate', 'client-key'].map((name) =>
    Buffer.from(data[name] ?? '', 'base64').toString(),
  )
  if (!ca || !cert || !key) return undefined
  return { version: `${uid}/${resourceVersion}`, ca, cert, key }
}

function isReady(pod: KubeObject): boolean {
  const { conditions = [] } = (pod['status'] ?? {}) as { conditions?: { type: string; status: string }[] }
  const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  return ready && pod.metadata.deletionTimestamp === undefined
}

function noPod({ name }: Hosted): StatusError {
  return unavailable(`no ready pod for virtual cluster ${name}: it is starting, or stopped`)
}

function unreachable({ name }: Hosted): StatusError {
  return unavailable(`the virtual cluster ${name} cannot be reached right now`)
}
