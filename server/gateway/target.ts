import type { IncomingMessage } from 'node:http'
import { badRequest, failure, StatusError } from '#kube/status.ts'

/** Where a request goes, read once; everything later decides on and forwards exactly this. */
export interface Target {
  /** Decoded, none of them empty, `.` or `..`. */
  segments: string[]
  /** The path rebuilt from the segments. */
  path: string
  query: URLSearchParams
  /** The query as sent, with its question mark; empty without one. */
  search: string
}

/**
 * Anything that a path must not hold once decoded: separators, NUL and other control characters, and the
 * percent sign, which somebody further on may decode again. Kubernetes allows neither `/` nor `%` in a name.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbiddenCharacters = /[/\\%\u0000-\u001f\u007f-\u009f]/

/** Parameters that would carry a credential in a URL, where logs and histories keep it. */
const credentialParameters = ['token', 'access_token', 'access_key']

/**
 * Reads an origin-form target (the gateway's rule 2): split first, each segment decoded once, anything that
 * two parsers could read differently refused with 400, and the path rebuilt from what was read.
 */
export function readTarget(raw: string): Target {
  const [pathPart = '', ...queryParts] = raw.split('?')
  const search = queryParts.length === 0 ? '' : `?${queryParts.join('?')}`
  if (raw.includes('#')) throw badRequest('a request target has no fragment')
  if (!pathPart.startsWith('/')) throw badRequest('only origin-form request targets are accepted')
  if (raw.length > 8192)
    throw new StatusError(failure(414, 'RequestURITooLong', 'the request target is longer than 8192 bytes'))
  const parts = pathPart === '/' ? [] : pathPart.slice(1).split('/')
  const trailing = parts.at(-1) === '' ? parts.pop() : undefined
  const segments = parts.map(decode)
  const query = new URLSearchParams(search)
  const credential = credentialIn(query)
  if (credential !== undefined)
    throw badRequest(
      `no credential is accepted in a URL: send it in the Authorization header instead of "${credential}"`,
    )
  return {
    segments,
    path: `/${segments.map(encodeSegment).join('/')}${trailing === undefined || segments.length === 0 ? '' : '/'}`,
    query,
    search,
  }
}

function credentialIn(query: URLSearchParams): string | undefined {
  return credentialParameters.find((name) => query.has(name))
}

/** Whether a target, readable or not, carries a credential where none is accepted. */
export function hasCredential(raw: string): boolean {
  return credentialIn(new URLSearchParams(raw.split('?').slice(1).join('?'))) !== undefined
}

/** The path without its first segments; that of an API server's root is `/`. */
export function pathBelow({ path }: Target, segments: number): string {
  return `/${path
    .split('/')
    .slice(segments + 1)
    .join('/')}`
}

/** What most segments are made of, and stands for itself. */
const plain = /^[\w-][\w.-]*$/

function decode(part: string): string {
  if (plain.test(part)) return part
  let segment: string
  try {
    segment = decodeURIComponent(part)
  } catch {
    throw badRequest('the path is not valid percent-encoded UTF-8')
  }
  if (segment === '' || segment === '.' || segment === '..')
    throw badRequest('the path has an empty or relative segment')
  if (forbiddenCharacters.test(segment))
    throw badRequest('the path has an encoded separator, a percent sign or a control character')
  return segment
}

/**
 * Encodes what a path segment may not hold, and leaves what Kubernetes' own paths hold readable. A semicolon
 * stays encoded: there are servers that take what follows it for a parameter, and `..;` for `..`.
 */
function encodeSegment(segment: string): string {
  if (plain.test(segment)) return segment
  return encodeURIComponent(segment).replace(/%(3A|40|2C|24|2B|3D|26)/g, decodeURIComponent)
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Refuses what Node's parser lets through and another parser would read differently (rule 8): two `Host` or
 * `Authorization`, HTTP/0.9, 1.0 with a transfer encoding, encodings other than one `chunked`.
 */
export function checkHead(request: IncomingMessage): void {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  const count = (name: string) => names.filter((other) => other === name).length
  const encoding = request.headers['transfer-encoding']
  if (names.length > 100)
    throw new StatusError(failure(431, 'RequestHeaderFieldsTooLarge', 'more than 100 header fields'))
  if (count('host') !== 1) throw badRequest('exactly one Host header is needed')
  if (count('authorization') > 1) throw badRequest('more than one Authorization header')
  if (count('transfer-encoding') > 1) throw badRequest('more than one Transfer-Encoding header')
  if (request.httpVersion !== '1.1' && request.httpVersion !== '1.0') throw badRequest('HTTP/1.1 is needed')
  if (encoding !== undefined && (request.httpVersion === '1.0' || encoding.toLowerCase() !== 'chunked')) {
    throw badRequest('the only transfer encoding is chunked, with HTTP/1.1')
  }
  if (request.headers.expect !== undefined && request.headers.expect.toLowerCase() !== '100-continue')
    throw badRequest('the only expectation that is met is 100-continue')
  if (!methods.has(request.method ?? ''))
    throw new StatusError(
      failure(405, 'MethodNotAllowed', `the method ${request.method ?? ''} is not known here`),
    )
  const foreign = names.find((name) => /^(impersonate|x[-_]remote)[-_]/.test(name))
  if (foreign !== undefined)
    throw badRequest(
      `the header ${foreign} is not accepted: impersonation is not offered through Aerie yet, use a kubeconfig of whom you mean`,
    )
}
