import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { badRequest } from '#kube/status.ts'
import { ask, failureOf, type Outgoing } from './forward.ts'
import type { Context } from './context.ts'
import type { EndReason, OpenStream } from './streams.ts'
import { endedBefore, endedEvent, linesOf, type WatchView } from './watch.ts'

/** What a browser gets of a stream that the gateway ends itself. */
export interface Frames {
  /** The `Accept` for upstream. */
  accept: string
  /** The frames, as many at once as there are: a text is a text frame, bytes are a binary one. */
  of(body: AsyncIterable<Buffer>): AsyncIterable<readonly (string | Buffer)[]>
  /** The last frame when rights have changed. */
  ending?: string
}

/** A watch: a frame an event. */
export function watchFrames({ accept, reduce }: WatchView): Frames {
  return { accept, of: (body) => linesOf(body, reduce), ending: endedEvent }
}

/** A log: its bytes as they come. */
export const logFrames: Frames = {
  accept: '*/*',
  async *of(body) {
    for await (const chunk of body) yield [chunk]
  },
}

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
 * A watch or a log for a browser, which can neither send `Accept` on a handshake nor answer an API server's
 * silence: upstream it is an ordinary chunked GET, here it is frames, with a ping every 10 s. The upstream
 * is not read while the client has 1 MiB to take. A refusal is answered before the handshake, by throwing;
 * what goes wrong later is told to `report` and closes with 1011.
 */
export async function serveSocket(
  outgoing: Outgoing,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  frames: Frames,
  { streams, report }: Pick<Context, 'streams' | 'report'>,
  stream: Omit<OpenStream, 'end'>,
): Promise<void> {
  const stopped = new AbortController()
  // Whoever left while this was decided and noted has had its `close` already.
  if (socket.destroyed) stopped.abort()
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
    const answer = await ask(outgoing, request, stopped.signal, frames.accept)
    if (answer.statusCode !== 200) throw await failureOf(answer)
    const client = await handshake(request, socket, head)
    const stopPinging = keepAlive(client)
    try {
      await sendFrames(client, frames.of(answer.body), stopped.signal)
      client.close(1000)
    } catch (error) {
      if (!stopped.signal.aborted) report(error)
      if (reason === 'rights' && frames.ending !== undefined) client.send(frames.ending)
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
export function handshake(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const refused = () => reject(badRequest('the websocket handshake is not complete'))
    socket.once('close', refused)
    sockets.handleUpgrade(request, socket, head, (client) => {
      socket.off('close', refused)
      // Without a listener one bad frame of a peer would end the process.
      client.on('error', () => client.terminate())
      // Nothing is taken from the client; whatever comes is dropped, but must be read for pongs.
      client.on('message', () => {})
      resolve(client)
    })
  })
}

/** Sends frames; a client that has too much to take is waited for, unless the stream ends meanwhile. */
async function sendFrames(
  client: WebSocket,
  batches: AsyncIterable<readonly (string | Buffer)[]>,
  signal: AbortSignal,
): Promise<void> {
  const ended = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  for await (const batch of batches) {
    let sent: Promise<void> | undefined
    for (const frame of batch) sent = send(client, frame)
    if (client.bufferedAmount > mostUnsent) await Promise.race([sent, ended])
  }
}

/** Resolves when the frame has left this process, or never will. */
function send(client: WebSocket, frame: string | Buffer): Promise<void> {
  return new Promise((resolve) => client.send(frame, () => resolve()))
}

/** Pings, and ends a peer that has not answered the ping before. */
export function keepAlive(client: WebSocket): () => void {
  let alive = true
  client.on('pong', () => (alive = true))
  const timer = setInterval(() => {
    if (!alive) return client.terminate()
    alive = false
    client.ping()
  }, pingEvery)
  return () => clearInterval(timer)
}
