import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { badRequest, failure, StatusError, unauthorized, unavailable } from '#kube/status.ts'
import type { Context, Identified } from './context.ts'

/** Longest time that decisions may rest on watches that are down. */
const staleAfter = 5_000

/**
 * Who is asking: by `Authorization: Bearer` or by the session cookie, never by a URL or subprotocol. Throws
 * 401 without a valid credential, and 503 when users and keys may have changed unseen.
 */
export function identify(context: Context, request: IncomingMessage): Identified {
  const bearer = readBearer(request)
  const key = bearer ?? readCookie(request)
  if (context.directory.downFor() > staleAfter) {
    throw unavailable('who you are cannot be checked right now: the management cluster is not reachable')
  }
  const caller = key === undefined ? undefined : context.directory.callerOf(key)
  if (caller === undefined)
    throw unauthorized(key === undefined ? 'Unauthorized' : 'Access key not found. Please login again')
  return { ...caller, via: bearer === undefined ? 'cookie' : 'bearer' }
}

function readBearer(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const found = /^bearer ([\w.~+/=-]{1,512})$/i.exec(header)
  if (found?.[1] === undefined) throw unauthorized('invalid bearer token')
  return found[1]
}

/** The cookie's name holds the port, so that two consoles on one host do not sign each other out (rule 11). */
function cookieName(request: IncomingMessage): string {
  const port = request.socket.localPort ?? 0
  return request.socket instanceof TLSSocket ? `__Host-aerie-${port}` : `aerie-${port}`
}

/** The cookie that signs a browser in, or, with an empty key, out. */
export function sessionCookie(request: IncomingMessage, key: string, seconds: number): string {
  const secure = request.socket instanceof TLSSocket ? '; Secure' : ''
  return `${cookieName(request)}=${key}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

export function readCookie(request: IncomingMessage): string | undefined {
  const [key, another] = keysIn(request)
  if (another !== undefined) throw badRequest('more than one session cookie')
  return key === '' ? undefined : key
}

/** What the cookies of this console hold; more than one is nobody's doing but an attacker's. */
function keysIn(request: IncomingMessage): string[] {
  const name = `${cookieName(request)}=`
  const pairs = (request.headers.cookie ?? '').split(/; */)
  return pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(name.length))
}

/** Whether a browser comes with a session that is good, for who would rather know than be refused. */
export function hasSession({ directory }: Context, request: IncomingMessage): boolean {
  const [key, another] = keysIn(request)
  return key !== undefined && another === undefined && directory.callerOf(key) !== undefined
}

/**
 * A browser adds the cookie to whatever any page sends; so what changes something, or opens a stream, must
 * come from the console's own pages (rule 4). A bearer is never sent by a browser on its own.
 */
export function checkOrigin(context: Context, request: IncomingMessage): void {
  const { origin, host } = request.headers
  // As written: browsers spell an origin in one way only, so another spelling comes from something else.
  if (origin === undefined || !context.origins.has(origin)) {
    throw new StatusError(
      failure(
        403,
        'Forbidden',
        `requests from ${origin ?? 'an unknown page'} are not accepted: open the console at ${[...context.origins][0] ?? ''}, or add this address to AERIE_URL`,
      ),
    )
  }
  if (host === undefined || !context.hosts.has(host.toLowerCase())) {
    throw new StatusError(
      failure(
        403,
        'Forbidden',
        `the host ${host ?? ''} is not one of the console's: add its address to AERIE_URL`,
      ),
    )
  }
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

export function checkCookieOrigin(context: Context, request: IncomingMessage, { via }: Identified): void {
  const upgrades = request.headers.upgrade !== undefined
  if (via === 'cookie' && (upgrades || !reading.has(request.method ?? ''))) checkOrigin(context, request)
}
