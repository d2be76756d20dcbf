import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { badRequest } from '#kube/status.ts'
import { headerOf } from '#api-mock/serve/exchange.ts'
import type { Answer, ApiRequest, Upgraded } from '#api-mock/serve/exchange.ts'

/** A larger message is refused; clients send at most some 32 KiB of input at once. */
const mostMessageBytes = 1024 * 1024

/** A connection on which nothing is said for so long is closed, as a kubelet does. */
const longestSilence = 4 * 60 * 60 * 1000

const protocolHeader = 'sec-websocket-protocol'
const spdyProtocolHeader = 'x-stream-protocol-version'

/** How a client wants to speak, and what of that the server speaks: `transport` carries `protocol`. */
export interface Agreement {
  transport: 'websocket' | 'spdy'
  protocol: string
}

export interface Spoken {
  websocket: readonly string[]
  spdy: readonly string[]
}

/**
 * Chooses the client's first protocol that is spoken here. Throws 400 for a request that is no upgrade; an
 * upgrade to what is not spoken is answered as kube-apiserver answers it.
 */
export function agree(headers: ApiRequest['headers'], spoken: Spoken): Agreement | Answer {
  const upgrade = headerOf(headers, 'upgrade')?.toLowerCase() ?? ''
  if (!/upgrade/i.test(headerOf(headers, 'connection') ?? '') || upgrade === '') {
    throw badRequest('Upgrade request required')
  }
  if (upgrade === 'websocket') {
    const protocol = firstOf(headerOf(headers, protocolHeader), spoken.websocket)
    if (protocol !== undefined) return { transport: 'websocket', protocol }
    return refusal(400, `unable to upgrade: none of the WebSocket protocols is spoken here`)
  }
  if (upgrade !== 'spdy/3.1') throw badRequest(`unable to upgrade to ${upgrade}`)
  const asked = headerOf(headers, spdyProtocolHeader)
  const protocol = firstOf(asked, spoken.spdy)
  if (protocol !== undefined) return { transport: 'spdy', protocol }
  const why = `client supports [${listOf(asked).join(' ')}], server accepts [${spoken.spdy.join(' ')}]`
  return {
    ...refusal(403, `unable to upgrade: unable to negotiate protocol: ${why}`),
    headers: { 'content-type': 'text/plain', 'x-accepted-stream-protocol-versions': [...spoken.spdy] },
  }
}

export function refusal(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` }
}

function firstOf(asked: string | undefined, spoken: readonly string[]): string | undefined {
  return listOf(asked).find((protocol) => spoken.includes(protocol))
}

function listOf(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((each) => each.trim() || [])
}

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: mostMessageBytes })
const agreed = new WeakMap<IncomingMessage, string>()

server.on('headers', (headers, incoming) => {
  const protocol = agreed.get(incoming)
  if (protocol !== undefined) headers.push(`Sec-WebSocket-Protocol: ${protocol}`)
})

/** Accepts a WebSocket, paused until somebody listens to it; it never does when the handshake is none. */
export function acceptWebSocket({ incoming, socket, head }: Upgraded, protocol: string): Promise<WebSocket> {
  keepAlive(socket)
  // `ws` refuses names with a slash, which Kubernetes has; it must see neither the offer nor the choice.
  agreed.set(incoming, protocol)
  Reflect.deleteProperty(incoming.headers, protocolHeader)
  return new Promise((resolve) => {
    server.handleUpgrade(incoming, socket, head, (client) => {
      client.pause()
      client.on('error', () => client.terminate())
      resolve(client)
    })
  })
}

/** Accepts SPDY: what follows on the socket are frames. */
export function acceptSpdy({ socket, head }: Upgraded, protocol: string): Duplex {
  keepAlive(socket)
  if (head.length > 0) socket.unshift(head)
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    'Upgrade: SPDY/3.1',
    `X-Stream-Protocol-Version: ${protocol}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return socket
}

function keepAlive(socket: Duplex): void {
  if (!(socket instanceof Socket)) return
  socket.setKeepAlive(true, 30_000)
  socket.setTimeout(longestSilence, () => socket.destroy())
}
