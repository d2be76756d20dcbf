import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { badRequest } from '#kube/status.ts'
import { sendError } from './answer.ts'
import type { Context } from './context.ts'
import { checkCookieOrigin, checkOrigin, identify, readCookie } from './identify.ts'
import { takePlace } from './limits.ts'
import { serveManagement, upgradeManagement } from './management.ts'
import { routeOf, type Route } from './routes.ts'
import { checkHead, readTarget } from './target.ts'
import { checkUpgrade, refuseUpgrade } from './upgrade.ts'

/** Answers what is not Kubernetes: Aerie's own endpoints and the console's files. */
export interface Locals {
  own(request: IncomingMessage, response: ServerResponse): void
  console(request: IncomingMessage, response: ServerResponse): void
}

/**
 * The one path of every request: head and target are read, the table of routes says whose it is and who
 * may use it, a credential becomes an identity, and only then anything is asked of a cluster.
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
    const target = readTarget(request.url ?? '')
    route = routeOf(verb, target.segments)
    if (route.rule === 'page') checkPage(context, request)
    if (route.answerer === 'console') return locals.console(request, response)
    if (
      route.rule === 'operator' ? !fromLoopback(request) : route.rule === 'caller' || route.rule === 'decided'
    ) {
      const caller = identify(context, request)
      checkCookieOrigin(context, request, caller)
      if (route.answerer === 'management') {
        const leave = takePlace(caller.identity.user)
        response.once('close', leave)
        return await serveManagement(context, { caller, target, auditID: randomUUID() }, request, response)
      }
    }
    locals.own(request, response)
  } catch (error) {
    sendError(response, error, context.report)
  }
}

/** The same walk for a request that asks for an upgrade. */
export async function serveUpgrade(
  context: Context,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  // Until an upstream has its own listener, a broken client must not end the process.
  socket.on('error', () => socket.destroy())
  try {
    checkHead(request)
    const protocol = checkUpgrade(request, head)
    const target = readTarget(request.url ?? '')
    // Only there the path is cut where it is decided on; on any other route the two would be different paths.
    const { answerer } = routeOf('GET', target.segments)
    if (answerer !== 'management') throw badRequest('nothing can be upgraded at this path')
    const caller = identify(context, request)
    checkCookieOrigin(context, request, caller)
    const leave = takePlace(caller.identity.user)
    socket.once('close', leave)
    const admitted = { caller, target, auditID: randomUUID() }
    await upgradeManagement(context, admitted, request, socket, head, protocol)
  } catch (error) {
    refuseUpgrade(socket, error, context.report)
  }
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
