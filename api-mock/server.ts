import { createServer as createPlainServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:https'
import { Cluster } from './cluster.ts'
import type { ClusterOptions } from './cluster.ts'
import { Exchanges } from './exchanges.ts'
import { handle } from './handle.ts'
import { failed, pageNotFound } from './serve/errors.ts'
import type { Answer } from './serve/exchange.ts'
import { toRequest } from './serve/listen.ts'

export interface ServerConfig {
  /** By name; each is served below `/{name}`. */
  clusters: Record<string, ClusterOptions>
  /** PEM texts; without it the server speaks plain http, as some tests want it. */
  tls?: { key: string; cert: string } | undefined
  /** 0, the default, takes a free one. */
  port?: number
}

export interface RunningServer {
  port: number
  clusters: ReadonlyMap<string, Cluster>
  /** Ends all streams and closes the databases. */
  close(): Promise<void>
}

/** How long requests under way may take after the server was asked to stop, in milliseconds. */
const drainTime = 5000

/** Opens the clusters and serves them on 127.0.0.1. Throws StoreError when one cannot be opened. */
export async function startClusters(config: ServerConfig): Promise<RunningServer> {
  const clusters = new Map<string, Cluster>()
  try {
    for (const [name, options] of Object.entries(config.clusters))
      clusters.set(name, await Cluster.open(options))
    const server = config.tls === undefined ? createPlainServer() : createServer(config.tls)
    return { clusters, ...(await listen(server, clusters, config.port ?? 0)) }
  } catch (error) {
    for (const cluster of clusters.values()) await cluster.close()
    throw error
  }
}

async function listen(
  server: Server,
  clusters: ReadonlyMap<string, Cluster>,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const exchanges = new Exchanges(server, (incoming, signal) => answer(incoming, clusters, signal))
  let closing: Promise<void> | undefined
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => (closing ??= close(server, clusters, exchanges)),
  }
}

async function close(
  server: Server,
  clusters: ReadonlyMap<string, Cluster>,
  exchanges: Exchanges,
): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve))
  exchanges.end()
  server.closeIdleConnections()
  const impatience = setTimeout(() => {
    server.closeAllConnections()
    // The server has let go of the connections that were upgraded, but waits for them.
    exchanges.cut()
  }, drainTime)
  await ended
  clearTimeout(impatience)
  for (const cluster of clusters.values()) await cluster.close()
}

async function answer(
  incoming: IncomingMessage,
  clusters: ReadonlyMap<string, Cluster>,
  signal: AbortSignal,
): Promise<Answer> {
  const [, name = '', rest = ''] = /^\/([^/?]*)(.*)$/.exec(incoming.url ?? '') ?? []
  const cluster = clusters.get(name)
  if (cluster === undefined) return failed(pageNotFound(), () => undefined)
  return await handle(cluster, toRequest(incoming, rest, signal))
}
