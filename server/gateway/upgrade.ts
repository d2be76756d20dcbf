import { createHash } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { badRequest, failure, internalError, StatusError, unavailable } from '#kube/status.ts'
import { askUpgrade, type Agreed } from '#server/cluster/upgrade.ts'
import { isLeaving } from './answer.ts'
import type { Outgoing } from './forward.ts'
import { ownAnswerHeaders, upgradeHeaders } from './headers.ts'
import { join } from './join.ts'
import type { OpenStream, Streams } from './streams.ts'

/** What a client may send before the upstream has agreed; it waits until then. */
const mostEarlyBytes = 64 * 1024

/** What of the upstream's 101 reaches the client. */
const agreed = [
  'upgrade',
  'sec-websocket-accept',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'x-stream-protocol-version',
]

/** Checks the shape of an upgrade (rule 6): only to `websocket` or `SPDY/3.1`, without a body. */
export function checkUpgrade(request: IncomingMessage, head: Buffer): 'websocket' | 'spdy' {
  const wanted = (request.headers.upgrade ?? '').toLowerCase()
  const protocol = wanted === 'websocket' ? 'websocket' : wanted === 'spdy/3.1' ? 'spdy' : undefined
  if (protocol === undefined) throw badRequest('only upgrades to websocket and SPDY/3.1 are known')
  const method = request.method ?? ''
  if (protocol === 'websocket' ? method !== 'GET' : method !== 'GET' && method !== 'POST')
    throw badRequest(`no upgrade with ${method}`)
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined
  if (hasBody || head.length > mostEarlyBytes) throw badRequest('an upgrade has no body')
  if (protocol === 'websocket') checkHandshake(request)
  return protocol
}

/** What RFC 6455 (§4.1) wants of a handshake, so that an upstream's agreement can be checked. */
function checkHandshake({ headers }: IncomingMessage): void {
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
    throw badRequest('a websocket handshake needs a Sec-WebSocket-Key of 16 bytes')
  if (headers['sec-websocket-version'] !== '13') throw badRequest('the only websocket version known is 13')
}

/**
 * Splices a client and an upstream that agree on an upgrade, byte for byte both ways. Nothing the client
 * sent goes on before the upstream's 101; a refusal is answered with its code, and both sides are closed.
 */
export async function splice(
  outgoing: Outgoing,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  streams: Streams,
  stream: Omit<OpenStream, 'end'>,
): Promise<void> {
  socket.pause()
  const upstream = await dial(outgoing, request, socket)
  const close = streams.open({
    ...stream,
    end: () => {
      socket.destroy()
      upstream.socket.destroy()
    },
  })
  socket.write(headOf(101, upstream.response))
  if (upstream.head.length > 0) socket.write(upstream.head)
  if (head.length > 0) upstream.socket.write(head)
  join(socket, upstream.socket, close)
}

async function dial(outgoing: Outgoing, request: IncomingMessage, client: Duplex): Promise<Agreed> {
  const { connection, as, path, search } = outgoing
  const gone = new AbortController()
  // Whoever left while this was decided and noted is not dialled for; nobody would hang up again.
  if (client.destroyed) throw unavailable('the client is gone')
  client.once('close', () => gone.abort())
  const asked = {
    method: request.method ?? 'GET',
    path: path + search,
    headers: upgradeHeaders(connection, as, request.headers),
  }
  const agreed = await askUpgrade(connection, asked, gone.signal)
  if (agrees(request, agreed.response)) return agreed
  agreed.socket.on('error', () => {}).destroy()
  throw new StatusError(failure(502, 'BadGateway', 'the cluster answered the upgrade with something else'))
}

/** For a websocket, whether the upstream answered this very handshake (RFC 6455 §4.2.2). */
function agrees(request: IncomingMessage, response: IncomingMessage): boolean {
  if ((request.headers.upgrade ?? '').toLowerCase() !== (response.headers.upgrade ?? '').toLowerCase())
    return false
  const key = request.headers['sec-websocket-key']
  if (key === undefined) return true
  const wanted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  return response.headers['sec-websocket-accept'] === wanted
}

function headOf(code: number, response: IncomingMessage): string {
  const lines = agreed.flatMap((name) =>
    response.headers[name] === undefined ? [] : [`${name}: ${String(response.headers[name])}`],
  )
  return [`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}`, 'connection: Upgrade', ...lines, '', ''].join(
    '\r\n',
  )
}

/** Answers a refused upgrade on the bare socket and closes it. */
export function refuseUpgrade(socket: Duplex, error: unknown, report: (error: unknown) => void): void {
  const known =
    error instanceof StatusError ? error : internalError('the gateway could not answer this request')
  if (known !== error && !isLeaving(error)) report(error)
  if (socket.destroyed) return
  const body = JSON.stringify(known.status)
  const { retryAfterSeconds } = known.status.details ?? {}
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds }),
    ...ownAnswerHeaders,
  }
  socket.once('finish', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${known.code} ${STATUS_CODES[known.code] ?? 'Error'}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`),
      '',
      body,
    ].join('\r\n'),
  )
}
