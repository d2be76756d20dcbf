import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { badRequest, StatusError } from '#kube/status.ts'
import { tableType } from '#kube/table.ts'
import { sendError } from './answer.ts'
import { answerManagement } from './answers/management.ts'
import { passToCluster } from './cluster.ts'
import type { Context, Identified } from './context.ts'
import { checkCookieOrigin, checkOrigin, identify, readCookie } from './identify.ts'
import { takePlace } from './limits.ts'
import { passToManagement } from './management.ts'
import { isMistypedPage } from './mistyped.ts'
import { pass, passUpgrade } from './pass.ts'
import { passToSpace, passToVirtualCluster } from './project.ts'
import { routeOf, type Route, type Rule } from './routes.ts'
import { checkScope } from './scope.ts'
import { checkHead, readTarget } from './target.ts'
import { checkUpgrade, refuseUpgrade } from './upgrade.ts'
import { writeManagement } from './write.ts'

/** Answers what is not Kubernetes: Aerie's own endpoints and the console's files. */
export interface Locals {
  own(request: IncomingMessage, response: ServerResponse): void
  console(request: IncomingMessage, response: ServerResponse): void
  /** The console's page for an address that nobody can read. */
  mistyped(response: ServerResponse): Promise<void>
  /** Lets somebody into a kubectl shell of theirs. */
  attach(
    caller: Identified,
    session: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void>
}

/** Which requests a cluster gets, how and as whom. */
const passageTo = {
  management: passToManagement,
  cluster: passToCluster,
  space: passToSpace,
  virtualCluster: passToVirtualCluster,
}

/**
 * The one path of every request: head and target are read, the table of routes says whose it is and who
 * may use it, a credential becomes an identity within the scope of its key, and only then anything is asked of a
 * cluster.
 */
export async function serve(
  context: Context,
  locals: Locals,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now()
  const verb = request.method ?? ''
  let route: Route | undefined
  response.once('finish', () => {
    context.metrics.request(
      { route: route?.path ?? 'none', verb, code: response.statusCode },
      (performance.now() - started) / 1000,
    )
  })
  // A socket that breaks while an answer is written is the client's business; `close` ends the work.
  response.on('error', () => response.destroy())
  try {
    checkHead(request)
    if (isMistypedPage(request)) return await locals.mistyped(response)
    const target = readTarget(request.url ?? '')
    route = routeOf(verb, target.segments)
    if (route.rule === 'page') checkPage(context, request)
    if (route.answerer === 'console') return locals.console(request, response)
    if (isOpen(route.rule, request)) return locals.own(request, response)
    const caller = identify(context, request)
    checkCookieOrigin(context, request, caller)
    checkScope(caller, route.answerer, verb, target)
    context.accounts.noteUse(caller.key)
    // Beside being in it, a shell can be asked about and ended.
    if (route.answerer === 'own' || route.answerer === 'terminal') return locals.own(request, response)
    response.once('close', takePlace(caller.identity.user))
    const admitted = { caller, target, accept: request.headers.accept, auditID: randomUUID() }
    response.once('close', () => {
      context.audit.complete(admitted.auditID, response.headersSent ? response.statusCode : 0)
    })
    if (route.answerer === 'management') {
      if (await answerManagement(context, admitted, request, response)) return
      if (await writeManagement(context, admitted, request, response)) return
    }
    const passage = await passageTo[route.answerer](context, admitted, request)
    await pass(context, admitted, passage, request, response)
  } catch (error) {
    sendError(response, error, context.report)
  }
}

/** The same walk for a request that asks for an upgrade. */
export async function serveUpgrade(
  context: Context,
  locals: Locals,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  // Until an upstream has its own listener, a broken client must not end the process.
  socket.on('error', () => socket.destroy())
  const auditID = randomUUID()
  socket.once('close', () => context.audit.complete(auditID, 101))
  try {
    checkHead(request)
    const protocol = checkUpgrade(request, head)
    const target = readTarget(request.url ?? '')
    // Only there the path is cut where it is decided on; on any other route the two would be different paths.
    const { answerer } = routeOf('GET', target.segments)
    if (answerer === 'own' || answerer === 'console') throw badRequest('nothing can be upgraded at this path')
    const caller = identify(context, request)
    checkCookieOrigin(context, request, caller)
    checkScope(caller, answerer, 'GET', target)
    context.accounts.noteUse(caller.key)
    socket.once('close', takePlace(caller.identity.user))
    if (answerer === 'terminal') {
      if (protocol !== 'websocket') throw badRequest('a shell can only be upgraded to websocket')
      return await locals.attach(caller, target.segments[2] ?? '', request, socket, head)
    }
    // A browser cannot send Accept on a handshake, so the query says it.
    const accept = target.query.get('accept') === 'table' ? tableType : 'application/json'
    const admitted = { caller, target, accept, auditID }
    const passage = await passageTo[answerer](context, admitted, request)
    await passUpgrade(context, admitted, passage, request, socket, head, protocol)
  } catch (error) {
    context.audit.complete(auditID, error instanceof StatusError ? error.code : 500)
    refuseUpgrade(socket, error, context.report)
  }
}

/** Whether a request needs no credential. */
function isOpen(rule: Rule, request: IncomingMessage): boolean {
  return rule === 'public' || rule === 'page' || (rule === 'operator' && fromLoopback(request))
}

/** A page's request names its origin, and so does any with our cookie; command-line clients have neither. */
function checkPage(context: Context, request: IncomingMessage): void {
  if (request.headers.origin !== undefined || readCookie(request) !== undefined) checkOrigin(context, request)
}

function fromLoopback(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? ''
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  // A page on another host name that resolves to loopback is not the operator.
  return /^(127\.|::1$|::ffff:127\.)/.test(address) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host)
}
