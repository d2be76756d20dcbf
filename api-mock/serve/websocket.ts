import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Answer, Upgraded } from './exchange.ts'
import { isStream, isUpgrade, slowestReader } from './listen.ts'

/** What may wait for a client that does not read before the stream pauses. */
const mostBuffered = 1024 * 1024

/** Frames from the client of a watch carry nothing. */
const mostPayload = 64 * 1024

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: mostPayload })

/** Answers an upgrade: hands its connection over, sends a stream as text frames, or refuses with a plain answer. */
export async function sendUpgraded(answer: Answer, connection: Upgraded): Promise<void> {
  const { body } = answer
  const { incoming, socket, head } = connection
  if (isUpgrade(body)) {
    await body.upgrade(connection)
    return
  }
  if (answer.status === 200 && incoming.headers.origin === undefined) {
    // As golang.org/x/net/websocket: who opens a WebSocket has to say from where.
    refuse({ ...answer, status: 403, headers: {} }, '', socket)
    return
  }
  if (!isStream(body)) {
    refuse(answer, body, socket)
    return
  }
  const client = await accept(incoming, socket, head)
  client.on('error', () => client.terminate())
  for await (const piece of body) {
    if (client.readyState !== WebSocket.OPEN) break
    await write(client, client.protocol === 'binary.k8s.io' ? Buffer.from(piece) : piece)
  }
  client.close(1000)
}

function accept(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<WebSocket> {
  return new Promise((resolve) => server.handleUpgrade(incoming, socket, head, resolve))
}

async function write(client: WebSocket, piece: string | Buffer): Promise<void> {
  const sent = new Promise<void>((resolve) => client.send(piece, () => resolve()))
  if (client.bufferedAmount <= mostBuffered) return
  const timeout = setTimeout(() => client.terminate(), slowestReader)
  await sent
  clearTimeout(timeout)
}

/** A refused upgrade is an ordinary answer, after which the connection closes. */
function refuse({ status, headers }: Answer, body: string | Uint8Array, socket: Duplex): void {
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(`HTTP/1.1 ${status} \r\n${head}\r\n`)
  socket.end(body)
}
