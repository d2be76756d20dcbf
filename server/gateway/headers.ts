import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { Connection } from '#server/cluster/connection.ts'
import type { Identity } from '#server/identity/identity.ts'

/** The one group that the management cluster's RBAC binds to our own API groups: the gateway has decided. */
export const decidedGroup = 'aerie:decided'

/** Whom an upstream sees; without one it sees Aerie itself, which is for what is kept behind no prefix. */
export interface Impersonated {
  identity: Identity
  /** On the management cluster only `aerie:decided`. */
  groups: readonly string[]
}

/** What of a client's headers goes on; everything else stays here (rule 1). */
const outgoing = [
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
  'traceparent',
]

/** What of an upgrade's headers goes on besides. */
const outgoingOnUpgrade = ['connection', 'upgrade', 'x-stream-protocol-version']

/** What of an upstream's headers comes back (rule 5). Cookies, redirects, CORS and policies of its own do not. */
const incoming = [
  'content-type',
  'content-length',
  'content-encoding',
  'cache-control',
  'date',
  'etag',
  'last-modified',
  'retry-after',
  'vary',
  'warning',
  'x-kubernetes-pf-flowschema-uid',
  'x-kubernetes-pf-prioritylevel-uid',
]

/** The headers of the upstream request, made from nothing: our credential, the caller's identity, the allowed rest. */
export function upstreamHeaders(
  connection: Connection,
  as: Impersonated | 'aerie',
  sent: IncomingHttpHeaders,
): OutgoingHttpHeaders {
  return {
    ...pick(sent, outgoing),
    // The client's own name stays first: API servers name a field's manager after it.
    'user-agent': `${printable(sent['user-agent'] ?? 'unknown')} aerie`,
    ...(connection.authorization === undefined ? {} : { authorization: connection.authorization }),
    ...(as === 'aerie'
      ? {}
      : { 'impersonate-user': as.identity.subject, 'impersonate-group': [...as.groups] }),
  }
}

/** The same for an upgrade, whose `origin` is the upstream's own. */
export function upgradeHeaders(
  connection: Connection,
  as: Impersonated | 'aerie',
  sent: IncomingHttpHeaders,
): OutgoingHttpHeaders {
  const sockets = Object.keys(sent).filter((name) => name.startsWith('sec-websocket-'))
  const protocol = withoutCredentials(sent['sec-websocket-protocol'])
  const { 'accept-encoding': _, 'content-length': __, ...common } = upstreamHeaders(connection, as, sent)
  return {
    ...common,
    ...pick({ ...sent, 'sec-websocket-protocol': protocol }, [...outgoingOnUpgrade, ...sockets]),
    connection: 'Upgrade',
    host: new URL(connection.origin).host,
    origin: connection.origin,
  }
}

/** An API server takes a bearer from a subprotocol, too; whoever offers one shall not be believed beside us (rule 4). */
function withoutCredentials(protocols: string | undefined): string | undefined {
  const harmless = protocols
    ?.split(/\s*,\s*/)
    .filter((protocol) => !/^base64url\.bearer\.authorization\.k8s\.io\./i.test(protocol))
  return harmless === undefined || harmless.length === 0 ? undefined : harmless.join(', ')
}

/** Whatever an upstream answers, a browser must not run it as a page of ours. */
const sandbox = {
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

export function answerHeaders(upstream: IncomingHttpHeaders): OutgoingHttpHeaders {
  return { 'cache-control': 'no-store', ...pick(upstream, incoming), ...sandbox }
}

/** The headers of answers that the gateway itself writes on a Kubernetes path. */
export const ownAnswerHeaders: OutgoingHttpHeaders = { 'cache-control': 'no-store', ...sandbox }

function pick(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const picked: OutgoingHttpHeaders = {}
  for (const name of names) if (headers[name] !== undefined) picked[name] = headers[name]
  return picked
}

/** A client's own name for itself, cut and without anything that ends a header. */
function printable(value: string): string {
  return value.replace(/[^\u0020-\u007e]/g, '').slice(0, 200)
}
