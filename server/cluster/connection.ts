import { Agent, type Dispatcher } from 'undici'
import { parse } from 'yaml'

/** How to reach one API server, and as whom. */
export interface Connection {
  /** For example https://127.0.0.1:40123. */
  origin: string
  /** What stands before every path there, without a slash at its end: '/management', or ''. */
  prefix: string
  /** PEM of the authority that its certificate is checked against. */
  ca: string
  /** The whole `Authorization` header of Aerie's own credential. */
  authorization: string
  dispatcher: Dispatcher
}

/** Makes a connection; `dispatcher` keeps its own sockets, one a request in flight, and follows no redirect. */
export function connect(options: Omit<Connection, 'dispatcher'>): Connection {
  const dispatcher = new Agent({
    connect: { ca: options.ca, timeout: 10_000 },
    pipelining: 1,
    connections: null,
    // Watches and logs may stay silent for hours; requests that must end get their own signal.
    headersTimeout: 60_000,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 32 * 1024,
  })
  return { ...options, dispatcher }
}

interface Kubeconfig {
  'current-context': string
  contexts: { name: string; context: { cluster: string; user: string } }[]
  clusters: { name: string; cluster: { server: string; 'certificate-authority-data': string } }[]
  users: { name: string; user: { token: string } }[]
}

/** Reads the current context of a kubeconfig that holds its CA and a token inline, or throws. */
export function connectionFrom(kubeconfig: string): Connection {
  // A pretty error quotes the text, which holds a credential.
  const config = parse(kubeconfig, { prettyErrors: false }) as Partial<Kubeconfig> | null
  const context = config?.contexts?.find(({ name }) => name === config['current-context'])?.context
  const cluster = config?.clusters?.find(({ name }) => name === context?.cluster)?.cluster
  const user = config?.users?.find(({ name }) => name === context?.user)?.user
  const server = URL.parse(cluster?.server ?? '')
  const ca = cluster?.['certificate-authority-data']
  if (server?.protocol !== 'https:' || ca === undefined || user?.token === undefined)
    throw new Error('the kubeconfig has no current context with an https address, a CA and a token')
  return connect({
    origin: server.origin,
    prefix: server.pathname.replace(/\/$/, ''),
    ca: Buffer.from(ca, 'base64').toString(),
    authorization: `Bearer ${user.token}`,
  })
}
