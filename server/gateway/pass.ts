import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { isTrue, type RequestInfo } from '#kube/request-info.ts'
import { badRequest } from '#kube/status.ts'
import type { Admitted, Context } from './context.ts'
import { forward, forwardReduced, type Outgoing } from './forward.ts'
import { checkOrigin } from './identify.ts'
import { logFrames, serveSocket, watchFrames, type Frames } from './socket.ts'
import type { InstanceRef, OpenStream } from './streams.ts'
import { splice } from './upgrade.ts'
import { forwardWatch, type WatchView } from './watch.ts'

/** A request that may go on: what it asks for, where it goes, and what its caller sees of the answer. */
export interface Passage {
  info: RequestInfo
  outgoing: Outgoing
  /** Set where a collection is reduced to what the caller sees; all else passes byte for byte. */
  reduction?: Reduction
  /** The connected cluster it goes to, or through. */
  cluster?: string
  /** The namespace of that cluster that it is about. */
  namespace?: string
  /** The instance whose prefix it came by. */
  instance?: InstanceRef
}

export interface Reduction {
  plural: string
  /** The `Accept` for upstream. */
  accept: string
  /** Reduces a whole list. */
  list: (text: string) => string
  /** Makes the function that reduces the lines of one watch. */
  events: () => (line: string) => string | undefined
}

/** Notes a request that changes or follows something, and passes it on. */
export async function pass(
  context: Context,
  admitted: Admitted,
  passage: Passage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { info, outgoing, reduction } = passage
  const { streams } = context
  const follows = isFollow(admitted, info)
  // A browser sends the cookie along with a link, and what is behind `proxy` may act on a GET.
  if (changes(info) && admitted.caller.via === 'cookie') checkOrigin(context, request)
  if (follows || changes(info)) await note(context, admitted, request, info.verb)
  const stream = streamOf(admitted, passage)
  if (isWatch(info))
    return forwardWatch(outgoing, request, response, viewOf(admitted, passage), streams, stream)
  if (reduction === undefined) return forward(outgoing, request, response, streams, { ...stream, follows })
  return forwardReduced(outgoing, request, response, reduction.accept, reduction.list)
}

/** The same for an upgrade: watches and logs are ended here, anything else is noted and spliced raw. */
export async function passUpgrade(
  context: Context,
  admitted: Admitted,
  passage: Passage,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: 'websocket' | 'spdy',
): Promise<void> {
  const { info, outgoing } = passage
  const frames = framesOf(admitted, passage)
  if (frames !== undefined && protocol !== 'websocket')
    throw badRequest('a watch or a log can only be upgraded to websocket')
  if (frames === undefined || isFollow(admitted, info)) await note(context, admitted, request, info.verb)
  const stream = streamOf(admitted, passage)
  if (frames === undefined) return splice(outgoing, request, socket, head, context.streams, stream)
  const asked = { ...outgoing, search: withoutAccept(outgoing.search) }
  return serveSocket(asked, request, socket, head, frames, context, stream)
}

/** The query without what it says to the gateway alone. */
function withoutAccept(search: string): string {
  const left = search
    .slice(1)
    .split('&')
    .filter((parameter) => !parameter.startsWith('accept='))
  return left.join('') === '' ? '' : `?${left.join('&')}`
}

function framesOf(admitted: Admitted, passage: Passage): Frames | undefined {
  if (isWatch(passage.info)) return watchFrames(viewOf(admitted, passage))
  return isLog(passage.info) ? logFrames : undefined
}

function viewOf({ accept = '*/*' }: Admitted, { reduction }: Passage): WatchView {
  if (reduction === undefined) return { accept }
  return { accept: reduction.accept, reduce: reduction.events() }
}

function streamOf({ caller }: Admitted, passage: Passage): Omit<OpenStream, 'end'> {
  const { reduction, cluster, namespace, instance } = passage
  return {
    identity: caller.identity,
    keyName: caller.key.name,
    scope: caller.key.scope,
    ...(reduction === undefined ? {} : { plural: reduction.plural }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(instance === undefined ? {} : { instance }),
  }
}

/** Also in its old spelling, `/api/v1/watch/…`, which API servers still take. */
function isWatch(info: RequestInfo): boolean {
  return info.verb === 'watch' || (info.resource && info.plural === 'watch' && info.verb === 'get')
}

function isLog(info: RequestInfo): boolean {
  return info.resource && info.subresource === 'log'
}

function isFollow({ target }: Admitted, info: RequestInfo): boolean {
  return isLog(info) && isTrue(target.query.get('follow'))
}

const reading = new Set(['get', 'list', 'watch', 'head', 'options'])

/** Groups whose objects are questions, asked by a create that changes nothing. */
const questions = new Set(['authentication.k8s.io', 'authorization.k8s.io'])

/** Whether a request changes something, or may: nobody knows what a program behind `proxy` makes of a GET. */
function changes(info: RequestInfo): boolean {
  if (!info.resource) return !reading.has(info.verb)
  if (info.subresource === 'proxy') return true
  if (questions.has(info.group) && info.plural.endsWith('reviews')) return false
  return !reading.has(info.verb)
}

/** Notes who is about to do what; nothing is done before that is durable. */
export function note(
  context: Context,
  { caller, auditID }: Admitted,
  request: IncomingMessage,
  verb: string,
): Promise<void> {
  return context.audit.append({
    auditID,
    user: caller.identity.subject,
    accessKey: caller.key.name,
    sourceIP: request.socket.remoteAddress ?? '',
    verb,
    requestURI: request.url ?? '',
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
  })
}
