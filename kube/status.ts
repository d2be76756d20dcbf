import type { ListMeta } from './types.ts'

export interface StatusCause {
  reason?: string
  message?: string
  field?: string
}

/** Kubernetes' answer for everything that is not an object: errors and some deletions (`meta/v1.Status`). */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: ListMeta
  status?: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: {
    name?: string
    group?: string
    kind?: string
    uid?: string
    causes?: StatusCause[]
    retryAfterSeconds?: number
  }
  code?: number
}

/** An error that already is the answer: whoever catches it at the edge sends `status` with its code. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly status: Status
  constructor(status: Status) {
    super(status.message ?? status.reason ?? 'unknown error')
    this.status = status
  }
  get code(): number {
    return this.status.code ?? 500
  }
  get reason(): string {
    return this.status.reason ?? ''
  }
}

/** What an error is about, as the messages of Kubernetes name it: `teams.management.loft.sh "red"`. */
export interface Subject {
  group: string
  plural: string
  name?: string
}

function qualified({ group, plural }: Subject): string {
  return group === '' ? plural : `${plural}.${group}`
}

export function failure(code: number, reason: string, message: string, details?: Status['details']): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === undefined ? {} : { details }),
    code,
  }
}

function details(subject: Subject): NonNullable<Status['details']> {
  return {
    ...(subject.name === undefined ? {} : { name: subject.name }),
    ...(subject.group === '' ? {} : { group: subject.group }),
    kind: subject.plural,
  }
}

export function notFound(subject: Subject): StatusError {
  return new StatusError(
    failure(404, 'NotFound', `${qualified(subject)} "${subject.name ?? ''}" not found`, details(subject)),
  )
}

/** The answer for a path that no resource is served at. */
export function noSuchResource(): StatusError {
  return new StatusError(failure(404, 'NotFound', 'the server could not find the requested resource', {}))
}

export function alreadyExists(subject: Subject): StatusError {
  return new StatusError(
    failure(
      409,
      'AlreadyExists',
      `${qualified(subject)} "${subject.name ?? ''}" already exists`,
      details(subject),
    ),
  )
}

export function conflict(subject: Subject, why: string, causes?: StatusCause[]): StatusError {
  return new StatusError(
    failure(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${qualified(subject)} "${subject.name ?? ''}": ${why}`,
      { ...details(subject), ...(causes === undefined ? {} : { causes }) },
    ),
  )
}

/**
 * 422 with one cause per field; `kind` is the Kind ('Team'), as Kubernetes words it. What options have no name
 * or kind for is left out of the details.
 */
export function invalid(
  { group, kind, name }: { group: string; kind: string; name: string },
  causes: readonly StatusCause[],
): StatusError {
  const all = causes.map(
    (cause) => (cause.field === undefined ? '' : `${cause.field}: `) + (cause.message ?? ''),
  )
  // A cause that is found twice is listed twice and said once.
  const texts = [...new Set(all)]
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  return new StatusError(
    failure(422, 'Invalid', `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${list}`, {
      ...(name === '' ? {} : { name }),
      ...(group === '' ? {} : { group }),
      ...(kind === '' ? {} : { kind }),
      causes: [...causes],
    }),
  )
}

export function badRequest(message: string): StatusError {
  return new StatusError(failure(400, 'BadRequest', message))
}

export function unauthorized(message = 'Unauthorized'): StatusError {
  return new StatusError(failure(401, 'Unauthorized', message))
}

/** 403 for a request about a resource: `teams.management.loft.sh "red" is forbidden: User "ada" cannot …`. */
export function forbidden(subject: Subject, why: string): StatusError {
  const what = subject.name === undefined ? qualified(subject) : `${qualified(subject)} "${subject.name}"`
  return new StatusError(failure(403, 'Forbidden', `${what} is forbidden: ${why}`, details(subject)))
}

export function methodNotAllowed(
  message = 'the server does not allow this method on the requested resource',
): StatusError {
  return new StatusError(failure(405, 'MethodNotAllowed', message, {}))
}

/** 410: the watch or the continue token is older than what the server still knows. */
export function expired(message: string): StatusError {
  return new StatusError(failure(410, 'Expired', message))
}

export function unavailable(message: string, retryAfterSeconds = 1): StatusError {
  return new StatusError(failure(503, 'ServiceUnavailable', message, { retryAfterSeconds }))
}

export function internalError(message: string): StatusError {
  return new StatusError(failure(500, 'InternalError', `Internal error occurred: ${message}`))
}

/** 500 with nothing but its text, as kube-apiserver answers an error that it has no reason for. */
export function unexplained(message: string): StatusError {
  const { reason: _reason, ...status } = failure(500, '', message)
  return new StatusError(status)
}

/** Whether a parsed body is a failed `Status`, whatever the HTTP code said. */
export function isFailure(body: unknown): body is Status {
  return (
    typeof body === 'object' &&
    body !== null &&
    (body as { kind?: unknown }).kind === 'Status' &&
    (body as { status?: unknown }).status === 'Failure'
  )
}
