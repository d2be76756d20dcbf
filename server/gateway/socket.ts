import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { badRequest } from '#kube/status.ts'
import { ask, failureOf, type Outgoing } from './forward.ts'
import type { Context } from './context.ts'
import type { EndReason, OpenStream } from './streams.ts'
import { endedBefore, endedEvent, linesOf, type WatchView } from './watch.ts'

const pingEvery = 10_000
const mostUnsent = 1024 * 1024

/** Close codes that the console understands. */
const closeCodes: Record<EndReason, number> = { rights: 4401, shutdown: 1001 }

const options = {
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 64 * 1024,
  clientTracking: false,
  // Milliseconds for a client to agree to a close; one that does not read is cut within the 5 s of rule 12.
  closeTimeout: 3_000,
}
const sockets = new WebSocketServer(options)

/**
 * A watch for a browser, which can neither send `Accept` on a handshake nor answer an API server's silence:
 * upstream it is an ordinary chunked GET, here one text frame an event, with a ping every 10 s. The upstream
 * is not read while the client has 1 MiB to take. A refusal is answered before the handshake, by throwing;
 * what goes wrong later is told to `report` and closes with 1011.
 */
export async function serveWatchSocket(
  outgoing: Outgoing,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  view: WatchView,
  { streams, report }: Pick<Context, 'streams' | 'report'>,
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
      await sendEvents(client, linesOf(answer.body, view.reduce), stopped.signal)
      client.close(1000)
    } catch (error) {
      if (!stopped.signal.aborted) report(error)
      if (reason === 'rights') client.send(endedEvent)
      client.close(reason === undefined ? 1011 : closeCodes[reason])
    } finally {
      stopPinging()
    }
  } catch (error) {
    throw reason === undefined ? error : endedBefore(reason)
  } finally {
    close()
  }
}

/** Rejects when the handshake is refused: ws then answers and closes the socket itself. */
function handshake(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const refused = () => reject(badRequest('the websocket handshake is not complete'))
    socket.once('close', refused)
    sockets.handleUpgrade(request, socket, head, (client) => {
      socket.off('close', refused)
      // Without a listener one bad frame of a peer would end the process.
      client.on('error', () => client.terminate())
      // A watch takes no words from its client; whatever comes is dropped, but must be read for pongs.
      client.on('message', () => {})
      resolve(client)
    })
  })
}

/** Sends each line as a frame; a client that has too much to take is waited for, unless the watch ends meanwhile. */
async function sendEvents(
  client: WebSocket,
  texts: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const ended = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  for await (const text of texts) {
    let sent: Promise<void> | undefined
    for (const line of text.split('\n')) if (line !== '') sent = send(client, line)
    if (client.bufferedAmount > mostUnsent) await Promise.race([sent, ended])
  }
}

/** Resolves when the frame has left this process, or never will. */
function send(client: WebSocket, line: string): Promise<void> {
  return new Promise((resolve) => client.send(line, () => resolve()))
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
