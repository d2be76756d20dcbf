import { messageOf } from '#kube/errors.ts'
import { failure, isFailure, StatusError, unavailable, type Status } from '#kube/status.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RequestOptions {
  body?: unknown
  /** Kubernetes tells its patch formats apart by content type. */
  contentType?: 'application/json' | 'application/merge-patch+json'
  /** JSON of another form than the object itself, such as a Table. */
  accept?: string
  signal?: AbortSignal
  /** Whether to wait and ask again, a few times, when a busy server says for how long; the default is yes. */
  patient?: boolean
}

/** A server that has not answered after this long will hardly do so; the person is told instead. */
const patience = 30_000

/**
 * The one way to the server. Answers the parsed body, undefined for an empty one; whatever goes wrong is
 * thrown as a `StatusError`, the browser's one error class. Code 0 means that no answer came at all.
 */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await sendPatiently(method, path, options)
  const text = await response.text().catch(() => {
    throw unreachable()
  })
  const body = parse(text)
  if (!response.ok || isFailure(body)) throw new StatusError(statusOf(response, body))
  if (body === undefined && text !== '') throw unavailable('The server sent an answer that is not JSON.')
  return body as T
}

/**
 * Sends the request, and again while the server says that it did not take it and when to come back, as
 * Kubernetes' own clients do. Longer waits and the last refusal are the person's to know.
 */
async function sendPatiently(method: Method, path: string, options: RequestOptions): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await send(method, path, options)
    const wait = response.status === 429 || response.status === 503 ? retryAfter(response) : undefined
    if (options.patient === false || wait === undefined || wait > 3 || attempt === 3) return response
    await response.body?.cancel()
    await new Promise((resolve) => setTimeout(resolve, wait * 1000))
  }
}

/** The header Retry-After in seconds, if the answer has one. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'))
  return seconds > 0 ? seconds : undefined
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const { body, contentType = 'application/json', accept = 'application/json', signal } = options
  const timeout = AbortSignal.timeout(patience)
  try {
    return await fetch(path, {
      method,
      headers: { accept, ...(body === undefined ? {} : { 'content-type': contentType }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      redirect: 'error',
    })
  } catch (error) {
    // Whoever cancelled a request wants to see his own cancellation, not a server out of reach.
    if (signal?.aborted === true) throw error
    throw unreachable()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What went wrong, as the server says it; a proxy's page of HTML is worded by its code alone. */
function statusOf(response: Response, body: unknown): Status {
  const status = isFailure(body)
    ? body
    : failure(response.status, 'Unknown', `The server answered ${response.status} without a reason.`)
  const wait = retryAfter(response)
  return {
    ...status,
    code: status.code ?? response.status,
    ...(wait === undefined ? {} : { details: { retryAfterSeconds: wait, ...status.details } }),
  }
}

export function unreachable(): StatusError {
  return new StatusError(failure(0, 'Unreachable', 'The server cannot be reached.'))
}

/** Whether nothing came back at all; that says nothing about what was asked. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof StatusError && error.code === 0
}

/** Any thrown value as the browser's one error class; a bug of ours becomes code 500. */
export function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error
  const message = messageOf(error)
  return new StatusError(failure(500, 'ClientError', message))
}

/** Whether the same question may be answered in a moment: nothing came, or the server said "later". */
export function isPassing(error: unknown): boolean {
  return error instanceof StatusError && [0, 429, 502, 503, 504].includes(error.code)
}
