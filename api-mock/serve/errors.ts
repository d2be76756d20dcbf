import { failure, internalError, StatusError } from '#kube/status.ts'
import { StoreError } from '#api-mock/store/errors.ts'
import { jsonAnswer } from './exchange.ts'
import type { Answer } from './exchange.ts'
import { encodeStatus, protobuf, readsProtobufOnly } from './protobuf-status.ts'

/** The one place where a failure becomes an answer. What is not a StatusError is a fault of ours: 500. */
export function failed(error: unknown, report: (error: unknown) => void, accept?: string): Answer {
  if (error instanceof PlainError) {
    return {
      status: error.code,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: error.message,
    }
  }
  if (!(error instanceof StatusError)) report(error)
  const { status } = error instanceof StatusError ? error : internalError(explain(error))
  const code = status.code ?? 500
  const answer =
    accept !== undefined && readsProtobufOnly(accept)
      ? { status: code, headers: { 'content-type': protobuf }, body: encodeStatus(status) }
      : jsonAnswer(code, JSON.stringify(status))
  const seconds = status.details?.retryAfterSeconds
  return seconds === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } }
}

function explain(error: unknown): string {
  return error instanceof StoreError ? error.message : 'the server failed while it handled the request'
}

/** An answer in plain text, as a path that nothing is served at gets it. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export function pageNotFound(): PlainError {
  return new PlainError(404, '404 page not found\n')
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return new StatusError(
    failure(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    ),
  )
}

export function tooLargeBody(most: number): StatusError {
  return new StatusError(failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${most}`))
}

/** 405 in the words of custom resources, whose server has no routes of its own. */
export function unsupportedVerb(
  { group, plural }: { group: string; plural: string },
  verb: string,
): StatusError {
  const what = `${plural}.${group}`
  return new StatusError(
    failure(405, 'MethodNotAllowed', `${verb} is not supported on resources of kind "${what}"`, {
      group,
      kind: plural,
    }),
  )
}
