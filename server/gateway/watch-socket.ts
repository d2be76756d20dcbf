import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { ask, failureOf, type Outgoing } from './forward.ts'
import type { EndReason, OpenStream, Streams } from './streams.ts'
import { endedEvent, linesOf, type WatchView } from './watch.ts'

const pingEvery = 10_000
const mostUnsent = 1024 * 1024

/** Close codes that the console understands. */
const closeCodes: Record<EndReason, number> = { rights: 4401, shutdown: 1001 }

const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 64 * 1024,
  clientTracking: false,
})

/**
 * A watch for a browser, which can neither send `Accept` on a handshake nor answer an API server's silence:
 * upstream it is an ordinary chunked GET, here one text frame an event, with a ping every 10 s. The upstream
 * is not read while the client has 1 MiB to take. A refusal is answered before the handshake.
 */
export async function serveWatchSocket(
  outgoing: Outgoing,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  view: WatchView,
  streams: Streams,
  stream: Omit<OpenStream, 'end'>,
): Promise<void> {
  const stopped = new AbortController()
  socket.once('close', () => stopped.abort())
  let reason: EndReason | undefined
  const close = streams.open({
    ...stream,
    end: (why) => {
      reason = why
      stopped.abort()
    },
  })
  try {
    const answer = await ask(outgoing, request, stopped.signal, view.accept)
    if (answer.statusCode !== 200) throw await failureOf(answer)
    const client = await handshake(request, socket, head)
    const stopPinging = keepAlive(client)
    try {
      for await (const text of linesOf(answer.body, view.reduce)) {
        for (const line of text.split('\n')) if (line !== '') client.send(line)
        if (client.bufferedAmount > mostUnsent) await sent(client)
      }
      client.close(1000)
    } catch (error) {
      if (reason === 'rights') client.send(endedEvent)
      client.close(reason === undefined ? 1011 : closeCodes[reason])
      if (!stopped.signal.aborted) throw error
    } finally {
      stopPinging()
    }
  } finally {
    close()
  }
}

function handshake(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<WebSocket> {
  return new Promise((resolve) => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      // Without a listener one bad frame of a peer would end the process.
      client.on('error', () => client.terminate())
      // A watch takes no words from its client; whatever comes is dropped, but must be read for pongs.
      client.on('message', () => {})
      resolve(client)
    })
  })
}

/** Pings, and ends a peer that has not answered the ping before. */
function keepAlive(client: WebSocket): () => void {
  let alive = true
  client.on('pong', () => (alive = true))
  const timer = setInterval(() => {
    if (!alive) return client.terminate()
    alive = false
    client.ping()
  }, pingEvery)
  return () => clearInterval(timer)
}

/** Resolves when half of the allowed bytes are on their way, or the client is gone. */
function sent(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (client.bufferedAmount > mostUnsent / 2 && client.readyState === client.OPEN) return
      clearInterval(look)
      resolve()
    }, 20)
  })
}
