import { createServer as createPlainServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { Cluster } from './cluster.ts'
import type { ClusterOptions } from './cluster.ts'
import { handle } from './handle.ts'
import { failed, pageNotFound } from './serve/errors.ts'
import type { Answer, Upgraded } from './serve/exchange.ts'
import { send, toRequest } from './serve/listen.ts'
import { sendUpgraded } from './serve/websocket.ts'

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

/** Why a request ends; without a reason each would make an error object. */
const closed = 'closed'

/** How long requests under way may take after the server was asked to stop, in milliseconds. */
const drainTime = 5000

/** How long a client may take to send a request, its body included, in milliseconds. */
const slowestSender = 60_000

/** A request or an upgraded connection that is under way. */
interface Exchange {
  /** Asks its stream to end. */
  end: () => void
  /** Cuts the connection. */
  cut: () => void
}

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
  const exchanges = new Set<Exchange>()
  let closing: Promise<void> | undefined
  server.on('request', (incoming, outgoing) => void serve(incoming, outgoing, clusters, exchanges))
  server.on(
    'upgrade',
    (incoming, socket, head) => void upgrade({ incoming, socket, head }, clusters, exchanges),
  )
  server.on('clientError', (_error, socket) => socket.destroy())
  server.headersTimeout = 20_000
  server.requestTimeout = slowestSender
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
  exchanges: ReadonlySet<Exchange>,
): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve))
  for (const { end } of exchanges) end()
  server.closeIdleConnections()
  const impatience = setTimeout(() => {
    server.closeAllConnections()
    // The server has let go of the connections that were upgraded, but waits for them.
    for (const { cut } of exchanges) cut()
  }, drainTime)
  await ended
  clearTimeout(impatience)
  for (const cluster of clusters.values()) await cluster.close()
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  clusters: ReadonlyMap<string, Cluster>,
  exchanges: Set<Exchange>,
): Promise<void> {
  const controller = new AbortController()
  const exchange = { end: () => controller.abort(closed), cut: () => outgoing.destroy() }
  exchanges.add(exchange)
  outgoing.on('close', () => {
    exchanges.delete(exchange)
    controller.abort(closed)
  })
  outgoing.on('error', () => controller.abort(closed))
  incoming.on('error', () => controller.abort(closed))
  try {
    await send(await answer(incoming, clusters, controller.signal), incoming, outgoing)
  } catch {
    // The stream itself failed after its headers were sent; there is nobody left to tell.
    outgoing.destroy()
  }
}

async function upgrade(
  parts: Upgraded,
  clusters: ReadonlyMap<string, Cluster>,
  exchanges: Set<Exchange>,
): Promise<void> {
  const controller = new AbortController()
  const exchange = { end: () => controller.abort(closed), cut: () => parts.socket.destroy() }
  exchanges.add(exchange)
  parts.socket.on('error', () => parts.socket.destroy())
  parts.socket.on('close', () => {
    exchanges.delete(exchange)
    controller.abort(closed)
  })
  try {
    await sendUpgraded(await answer(parts.incoming, clusters, controller.signal), parts)
  } catch {
    parts.socket.destroy()
  }
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
