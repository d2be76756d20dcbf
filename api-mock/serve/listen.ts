import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { badRequest, StatusError } from '#kube/status.ts'
import { mostBodyBytes } from './body.ts'
import { tooLargeBody } from './errors.ts'
import type { Answer, ApiRequest, Upgrade } from './exchange.ts'

const compress = promisify(gzip)

/** Smaller answers are sent as they are; kube-apiserver has the same bound. */
const leastCompressed = 128 * 1024

/** How many milliseconds a watch waits for a client that does not read. */
export const slowestReader = 30_000

/** An incoming message as a request to a cluster; `target` is what is below the cluster's prefix. */
export function toRequest(incoming: IncomingMessage, target: string, signal: AbortSignal): ApiRequest {
  return {
    method: incoming.method ?? 'GET',
    target,
    headers: singles(incoming.headersDistinct),
    body: () => readBody(incoming),
    signal,
  }
}

function singles(headers: NodeJS.Dict<string[]>): ApiRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values?.length === 1 ? values[0] : values]),
  )
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLargeBody(mostBodyBytes)
  try {
    return await collect(incoming)
  } catch (error) {
    if (error instanceof StatusError) throw error
    // The client hung up or broke its encoding: no fault of this program, and nobody may be there to read it.
    throw badRequest('the request ended before its body did')
  }
}

async function collect(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Who sends too much is told so; to destroy the message would end the connection before.
  const pieces: AsyncIterable<Buffer> = incoming.iterator({ destroyOnReturn: false })
  for await (const chunk of pieces) {
    length += chunk.length
    if (length > mostBodyBytes) throw tooLargeBody(mostBodyBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Sends an answer; a stream is sent as fast as the client reads, and no faster. */
export async function send(
  answer: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value)
  outgoing.setHeader('cache-control', 'no-cache, private')
  outgoing.statusCode = answer.status
  // The rest of a body that is too large is not waited for.
  if (answer.status === 413) outgoing.setHeader('connection', 'close')
  if (isStream(answer.body)) {
    await sendStream(answer.body, outgoing)
    return
  }
  if (isUpgrade(answer.body)) throw new Error('a request that is no upgrade cannot be upgraded')
  const bytes = Buffer.from(answer.body)
  const packed =
    bytes.length >= leastCompressed && /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '')
      ? await compress(bytes, { level: 1 })
      : undefined
  if (packed !== undefined) {
    outgoing.setHeader('content-encoding', 'gzip')
    outgoing.setHeader('vary', 'Accept-Encoding')
  }
  outgoing.setHeader('content-length', (packed ?? bytes).length)
  outgoing.end(incoming.method === 'HEAD' ? undefined : (packed ?? bytes))
}

export function isStream(body: Answer['body']): body is AsyncIterable<string> {
  return typeof body !== 'string' && Symbol.asyncIterator in body
}

export function isUpgrade(body: Answer['body']): body is Upgrade {
  return typeof body !== 'string' && 'upgrade' in body
}

async function sendStream(pieces: AsyncIterable<string>, outgoing: ServerResponse): Promise<void> {
  outgoing.flushHeaders()
  for await (const piece of pieces) {
    if (outgoing.destroyed) break
    if (!outgoing.write(piece)) await drained(outgoing)
  }
  outgoing.end()
}

/** A client that does not read for too long is cut off, so that nothing is kept for it. */
async function drained(outgoing: ServerResponse): Promise<void> {
  const timeout = setTimeout(() => outgoing.destroy(), slowestReader)
  const listening = new AbortController()
  const { signal } = listening
  try {
    await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })])
  } finally {
    clearTimeout(timeout)
    listening.abort()
  }
}
