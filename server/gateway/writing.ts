import type { IncomingMessage } from 'node:http'
import type { Kind } from '#api/kind.ts'
import { quotaAfterAnnotation } from '#api/labels.ts'
import type { QuotaNumbers } from '#api/quota.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { failure, StatusError } from '#kube/status.ts'
import { parseAsWritten } from '#kube/strict-json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Identity } from '#server/identity/identity.ts'
import type { Context } from './context.ts'
import { send, type Answer, type Outgoing } from './forward.ts'
import type { Shape } from './reduce.ts'
import type { Written } from './written.ts'

/** A write that is looked into, decided on and noted. */
export interface Write {
  context: Context
  identity: Identity
  request: IncomingMessage
  info: ResourceRequest
  kind: Kind
  body: Written
  /** Whether it is only tried. */
  dry: boolean
  /** What the client wants to be answered. */
  shape: Shape
  accept: string
  outgoing: Outgoing
  /** Fires when the client is gone. */
  signal: AbortSignal
}

/** Sends it upstream with a body, as it was asked for; answers are whole and, where possible, objects in JSON. */
export function sendBody(write: Write, value: unknown, signal = write.signal): Promise<Answer> {
  const { outgoing, request, body, shape } = write
  const accept = shape.form === 'objects' ? 'application/json' : write.accept
  return send(outgoing, request, { contentType: body.contentType, value }, accept, signal)
}

/** Tries it upstream as the caller, whatever was asked for, and gives the object that it would leave. */
export function tryBody(write: Write, value: unknown): Promise<Answer> {
  const { outgoing, request, body, signal } = write
  const query = new URLSearchParams(outgoing.search)
  query.delete('dryRun')
  query.set('dryRun', 'All')
  const tried = { ...outgoing, search: `?${query}` }
  return send(tried, request, { contentType: body.contentType, value }, 'application/json', signal)
}

export function succeeded({ code }: Answer): boolean {
  return code >= 200 && code < 300
}

/** The object in an answer; anything else there is the cluster's mistake. */
export function objectIn({ text }: Answer): KubeObject {
  const object = parseAsWritten(text, Infinity)
  if (isObject(object) && isKubeObject(object)) return object
  throw new StatusError(failure(502, 'BadGateway', "the cluster's answer is not an object"))
}

function isKubeObject(object: JsonObject): object is KubeObject & JsonObject {
  return typeof object['kind'] === 'string' && isObject(object['metadata'])
}

/** The answer to a write that was only tried, with what the quotas would say. */
export function withPreview(answer: Answer, numbers: readonly QuotaNumbers[]): Answer {
  const object = objectIn(answer)
  const { annotations } = object.metadata
  const metadata = {
    ...object.metadata,
    annotations: { ...annotations, [quotaAfterAnnotation]: JSON.stringify(numbers) },
  }
  return { ...answer, text: JSON.stringify({ ...object, metadata }) }
}
