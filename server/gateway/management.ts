import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { tableType } from '#kube/table.ts'
import { readRequest, type RequestInfo } from '#kube/request-info.ts'
import { badRequest, methodNotAllowed } from '#kube/status.ts'
import { answerManagement } from './answers/management.ts'
import type { Admitted, Context } from './context.ts'
import { decide, type Permit } from './decide.ts'
import { forward, forwardReduced, type Outgoing } from './forward.ts'
import { decidedGroup } from './headers.ts'
import { eventReducer, reduceList, shapeOf, upstreamAccept, type Shape } from './reduce.ts'
import { splice } from './upgrade.ts'
import { forwardWatch, type WatchView } from './watch.ts'
import { serveWatchSocket } from './socket.ts'

/** What an API server takes for a resource; HEAD and OPTIONS are for documents. */
const resourceMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

const changing = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])

/** A request below `/kubernetes/management`: own answers first, then decide, note, and pass on. */
export async function serveManagement(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { caller, target } = admitted
  const info = readManagement(admitted, request)
  if (await answerManagement(context, admitted, info, request, response)) return
  if (!resourceMethods.has(request.method ?? '')) throw methodNotAllowed()
  const permit = decide(context.directory, caller.identity, info)
  const outgoing = outgoingOf(context, admitted)
  if (changing.has(permit.request.verb)) await note(context, admitted, request, permit.request.verb)
  const shape = shapeOf(request.headers.accept, target.query.get('includeObject'))
  if (permit.request.verb === 'watch') {
    const view = viewOf(permit, shape, request.headers.accept)
    return forwardWatch(
      reducedSearch(outgoing, permit, shape),
      request,
      response,
      view,
      context.streams,
      streamOf(admitted, permit),
    )
  }
  const { admits } = permit
  if (admits === undefined) return forward(outgoing, request, response)
  return forwardReduced(
    reducedSearch(outgoing, permit, shape),
    request,
    response,
    upstreamAccept(shape),
    (text) => reduceList(text, shape, admits),
  )
}

/** An upgrade below `/kubernetes/management`: a watch is ended here, anything else is spliced raw. */
export async function upgradeManagement(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: 'websocket' | 'spdy',
): Promise<void> {
  const { caller, target } = admitted
  const permit = decide(context.directory, caller.identity, readManagement(admitted, request))
  const outgoing = outgoingOf(context, admitted)
  const stream = streamOf(admitted, permit)
  if (permit.request.verb !== 'watch') {
    await note(context, admitted, request, permit.request.verb)
    return splice(outgoing, request, socket, head, context.streams, stream)
  }
  if (protocol !== 'websocket') throw badRequest('a watch can only be upgraded to websocket')
  // A browser cannot send Accept on a handshake, so the query says it.
  const accept = target.query.get('accept') === 'table' ? tableType : 'application/json'
  const shape = shapeOf(accept, target.query.get('includeObject'))
  const view = viewOf(permit, shape, accept)
  return serveWatchSocket(
    reducedSearch(outgoing, permit, shape),
    request,
    socket,
    head,
    view,
    context,
    stream,
  )
}

function readManagement({ target }: Admitted, request: IncomingMessage): RequestInfo {
  return readRequest(request.method ?? '', target.segments.slice(2), target.query)
}

function outgoingOf(context: Context, { caller, target }: Admitted): Outgoing {
  const path = target.path.slice('/kubernetes/management'.length)
  return {
    connection: context.management,
    identity: caller.identity,
    groups: [decidedGroup],
    path,
    search: target.search,
  }
}

/** A reduced table needs whole objects to decide on, whatever the client asked to see of them. */
function reducedSearch(outgoing: Outgoing, permit: Permit, shape: Shape): Outgoing {
  const query = new URLSearchParams(outgoing.search)
  query.delete('accept')
  if (permit.admits !== undefined && shape.form === 'table') query.set('includeObject', 'Object')
  return { ...outgoing, search: query.size === 0 ? '' : `?${query}` }
}

function viewOf({ admits }: Permit, shape: Shape, accept: string | undefined): WatchView {
  if (admits === undefined) return { accept: accept ?? 'application/json' }
  return { accept: upstreamAccept(shape), reduce: eventReducer(shape, admits) }
}

function streamOf({ caller }: Admitted, { request, admits }: Permit) {
  return {
    identity: caller.identity,
    keyName: caller.key.name,
    ...(admits === undefined ? {} : { plural: request.plural }),
  }
}

function note(
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
