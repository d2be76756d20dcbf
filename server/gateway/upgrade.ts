import { createHash } from 'node:crypto'
import { request as httpsRequest } from 'node:https'
import { request as httpRequest, STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { badRequest, failure, internalError, isFailure, StatusError, unavailable } from '#kube/status.ts'
import { isLeaving } from './answer.ts'
import type { Outgoing } from './forward.ts'
import { ownAnswerHeaders, upgradeHeaders } from './headers.ts'
import { join } from './join.ts'
import { readBody } from './limits.ts'
import type { OpenStream, Streams } from './streams.ts'

/** What a client may send before the upstream has agreed; it waits until then. */
const mostEarlyBytes = 64 * 1024

/** What an upstream may say of why it refused. */
const mostRefusalBytes = 64 * 1024

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

interface Agreed {
  response: IncomingMessage
  socket: Duplex
  head: Buffer
}

function dial(outgoing: Outgoing, request: IncomingMessage, client: Duplex): Promise<Agreed> {
  const { connection, as, path, search } = outgoing
  const send = connection.origin.startsWith('https:') ? httpsRequest : httpRequest
  const { hostname, port } = new URL(connection.origin)
  return new Promise((resolve, reject) => {
    // Whoever left while this was decided and noted is not dialled for; nobody would hang up again.
    if (client.destroyed) return reject(unavailable('the client is gone'))
    const upstream = send({
      hostname,
      port,
      ca: connection.ca,
      agent: false,
      method: request.method ?? 'GET',
      path: connection.prefix + path + search,
      headers: upgradeHeaders(connection, as, request.headers),
      timeout: 30_000,
    })
    client.once('close', () => upstream.destroy())
    upstream.on('error', () => reject(unavailable('the cluster cannot be reached right now')))
    upstream.on('timeout', () => upstream.destroy())
    upstream.on('response', (response) => {
      // The upstream refused: what it says why is read, and no byte of the client reaches it.
      const said = refusalOf(response).finally(() => upstream.destroy())
      void said.then(reject, reject)
    })
    upstream.on('upgrade', (response, socket, head) => {
      if (agrees(request, response)) return resolve({ response, socket, head })
      socket.on('error', () => {}).destroy()
      reject(
        new StatusError(failure(502, 'BadGateway', 'the cluster answered the upgrade with something else')),
      )
    })
    upstream.end()
  })
}

/** An upstream's own words for a refusal, where they are a Status of a length that it says; else ours. */
async function refusalOf(response: IncomingMessage): Promise<StatusError> {
  const code = response.statusCode ?? 502
  if (code < 400 || code === 401)
    return new StatusError(failure(502, 'BadGateway', `the cluster refused the upgrade with ${code}`))
  const length = Number(response.headers['content-length'] ?? Infinity)
  const said = length <= mostRefusalBytes ? parsed(await readBody(response).catch(() => Buffer.of())) : {}
  if (isFailure(said) && said.code === code) return new StatusError(said)
  return new StatusError(failure(code, 'Unknown', `the cluster refused the upgrade with ${code}`))
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
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
