import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Dispatcher } from 'undici'
import { messageOf } from '#kube/errors.ts'
import { expired, failure, isFailure, StatusError, unavailable } from '#kube/status.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { isLeaving } from './answer.ts'
import { answerHeaders, upstreamHeaders, type Impersonated } from './headers.ts'
import { bodyLimit, mostBodyBytes, tooLarge } from './limits.ts'
import { sendOn } from './send-on.ts'
import type { EndReason, OpenStream, Streams } from './streams.ts'
import type { Target } from './target.ts'

/** A decided request on its way: to which API server, as whom, and which path there. */
export interface Outgoing {
  connection: Connection
  as: Impersonated | 'aerie'
  /** Below the API server's root. */
  path: string
  search: Target['search']
}

/** Sends a request upstream and gives its answer with the body still to be read. Throws StatusError for what is not passed on. */
export async function ask(
  outgoing: Outgoing,
  request: IncomingMessage,
  signal: AbortSignal,
  accept?: string,
): Promise<Dispatcher.ResponseData> {
  return answerTo(outgoing.connection, optionsOf(outgoing, request, accept), signal)
}

type Options = Dispatcher.DispatchOptions & { origin: string }

/** The answer to a request that is ready to go. */
async function answerTo(
  connection: Connection,
  options: Options,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const answer = await connection.dispatcher.request({ ...options, signal }).catch((error: unknown) => {
    throw unreached(error, signal)
  })
  try {
    refuse(connection, answer.statusCode)
  } catch (error) {
    answer.body.on('error', ignoreHere).destroy()
    throw error
  }
  return answer
}

/** A client's request as it goes upstream. Throws 413 for one that says itself that it is too large. */
function optionsOf(outgoing: Outgoing, request: IncomingMessage, accept?: string): Options {
  const hasBody =
    request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge()
  const sent =
    accept === undefined ? request.headers : { ...request.headers, accept, 'accept-encoding': 'identity' }
  const body = hasBody ? request.pipe(bodyLimit()).on('error', ignoreHere) : null
  return { ...headOf(outgoing, request, sent), body }
}

function headOf(
  { connection, as, path, search }: Outgoing,
  { method = 'GET' }: IncomingMessage,
  sent: IncomingHttpHeaders,
) {
  return {
    origin: connection.origin,
    path: connection.prefix + path + search,
    method,
    headers: upstreamHeaders(connection, as, sent),
  }
}

/** A body of the gateway's own making, in the place of the client's. */
export interface OwnBody {
  contentType: string
  value: unknown
}

/** An upstream's answer, read whole. */
export interface Answer {
  code: number
  headers: Dispatcher.ResponseData['headers']
  text: string
}

/** Sends a request with another body, and reads the whole answer. Throws StatusError for what is not passed on. */
export async function send(
  outgoing: Outgoing,
  request: IncomingMessage,
  { contentType, value }: OwnBody,
  accept: string,
  signal: AbortSignal,
): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(value))
  const sent = {
    ...request.headers,
    accept,
    'accept-encoding': 'identity',
    'content-type': contentType,
    'content-length': String(body.length),
  }
  const options = { ...headOf(outgoing, request, sent), body }
  const answer = await answerTo(outgoing.connection, options, signal)
  const text = await answer.body.text().catch((error: unknown) => {
    throw isLate(signal) ? tooLate() : error
  })
  return { code: answer.statusCode, headers: answer.headers, text }
}

function isLate({ reason }: AbortSignal): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError'
}

/** What becomes of the request now, nobody knows. */
function tooLate(): StatusError {
  return new StatusError(
    failure(504, 'Timeout', 'the cluster takes too long: look again what became of this'),
  )
}

/** A cluster that cannot be reached is said to be that, and nothing of why. */
function unreached(error: unknown, signal?: AbortSignal): unknown {
  if (signal !== undefined && isLate(signal)) return tooLate()
  return error instanceof StatusError || isLeaving(error) || signal?.aborted === true
    ? error
    : unavailable('the cluster cannot be reached right now')
}

/** The body's errors reach the caller through the request that reads it. */
function ignoreHere(): void {}

/** Answers that must not be passed on: redirects, and a refusal of our own credential. */
function refuse(connection: Connection, code: number): void {
  if (code === 401) connection.refused?.()
  const problem =
    code >= 300 && code < 400 && code !== 304
      ? 'the cluster answered with a redirect, which is not followed'
      : code === 401
        ? "the cluster does not accept Aerie's credential: a platform admin has to connect it again"
        : undefined
  if (problem !== undefined) throw new StatusError(failure(502, 'BadGateway', problem))
}

/** A stream whose answer nobody has looked into yet. */
interface Forwarded extends Omit<OpenStream, 'end'> {
  /** Whether it lasts until somebody ends it, as a followed log does. */
  follows: boolean
}

/**
 * Passes a request on and its answer back, byte for byte, cancelled when either side goes. An answer of no known
 * length may never end, whatever it is, so it is a stream; cut, so that nobody takes it for complete.
 */
export async function forward(
  outgoing: Outgoing,
  request: IncomingMessage,
  response: ServerResponse,
  streams: Streams,
  { follows, ...stream }: Forwarded,
): Promise<void> {
  const end = (reason: EndReason) => {
    if (reason === 'rights' || follows) response.destroy()
  }
  let close: (() => void) | undefined
  const { connection } = outgoing
  try {
    await sendOn(connection.dispatcher, optionsOf(outgoing, request), response, ({ code, headers }) => {
      refuse(connection, code)
      response.writeHead(code, answerHeaders(headers))
      if (headers['content-length'] !== undefined) return
      // What is silent at first has begun all the same.
      response.flushHeaders()
      close = streams.open({ ...stream, end })
    }).catch((error: unknown) => {
      throw response.headersSent ? error : unreached(error)
    })
  } finally {
    close?.()
  }
}

/** Sends an upstream's answer on as it is, where it was looked at first. */
export async function sendAnswer(answer: Dispatcher.ResponseData, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode, answerHeaders(answer.headers))
  // What is silent at first has begun all the same.
  if (answer.headers['content-length'] === undefined) response.flushHeaders()
  await pipeline(answer.body, response)
}

/** The same for an answer that is reduced to what the caller may see; a failure passes as it is. */
export async function forwardReduced(
  outgoing: Outgoing,
  request: IncomingMessage,
  response: ServerResponse,
  accept: string,
  reduce: (text: string) => string,
): Promise<void> {
  const answer = await ask(outgoing, request, closing(response), accept)
  const text = await answer.body.text()
  // A list that is too old says where it could go on, which is after something that may not be seen.
  if (answer.statusCode === 410) throw expired('The list is too old: begin anew, without continue')
  const bytes = Buffer.from(answer.statusCode < 300 ? reduced(text, reduce) : text)
  const { 'content-length': _, etag: __, ...headers } = answerHeaders(answer.headers)
  response.writeHead(answer.statusCode, { ...headers, 'content-length': bytes.length })
  response.end(bytes)
}

/** What cannot be read cannot be reduced, and is then not passed on either. */
function reduced(text: string, reduce: (text: string) => string): string {
  try {
    return reduce(text)
  } catch (error) {
    const why = messageOf(error)
    throw new StatusError(failure(502, 'BadGateway', `the cluster's answer cannot be read: ${why}`))
  }
}

/** A signal that fires when the client is gone before its answer is complete. */
export function closing(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  // Whoever left while the request was decided and noted has had its `close` already.
  if (response.destroyed) controller.abort()
  // Every answer closes; only one that is not complete has anything to cancel, and an abort costs a stack trace.
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

/** Reads an upstream failure; a body that is not a Status becomes one. */
export async function failureOf(answer: Dispatcher.ResponseData): Promise<StatusError> {
  const body: unknown = await answer.body.json().catch(() => undefined)
  if (isFailure(body)) return new StatusError(body)
  return new StatusError(failure(answer.statusCode, 'Unknown', `the cluster answered ${answer.statusCode}`))
}
