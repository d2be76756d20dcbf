import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { internalError, StatusError } from '#kube/status.ts'
import { ownAnswerHeaders } from './headers.ts'

/** Sends an answer of the gateway's own: bytes as they are, anything else as JSON. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  contentType = 'application/json',
): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  response.writeHead(code, {
    'content-type': contentType,
    'content-length': bytes.length,
    ...ownAnswerHeaders,
  })
  response.end(bytes)
}

/** Connections that end with the answer under way: what else has come on them is not answered. */
const ending = new WeakSet<Duplex>()

export function isEnding(socket: Duplex): boolean {
  return ending.has(socket)
}

/** Whether this is how work ends that a client has walked away from; nothing went wrong on our side then. */
export function isLeaving(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return (
    error.name === 'AbortError' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    // Node's words for a request whose body was cut.
    (code === 'ECONNRESET' && error.message === 'aborted')
  )
}

/**
 * Turns any throw into an answer: a StatusError is its own, anything else is a 500 that says nothing of
 * the inside and is reported. Once the head is out, all that is left is to end the connection.
 */
export function sendError(response: ServerResponse, error: unknown, report: (error: unknown) => void): void {
  const known =
    error instanceof StatusError ? error : internalError('the gateway could not answer this request')
  if (known !== error && !isLeaving(error)) report(error)
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const { retryAfterSeconds } = known.status.details ?? {}
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
  // Nobody reads the rest of a body that was refused; the connection cannot be used again.
  if (known.code === 413 || known.code === 400) {
    response.setHeader('connection', 'close')
    // Node takes the socket off a request that was destroyed, whatever the types say.
    const socket: Duplex | null = response.req.socket
    if (socket !== null) ending.add(socket)
  }
  sendJson(response, known.code, known.status)
}
