import { Agent, type Dispatcher } from 'undici'
import { parse } from 'yaml'
import { dialAddress, longestDial, type Dial } from './dial.ts'

/** How to reach one API server, and as whom. */
export interface Connection {
  /** For example https://127.0.0.1:40123. */
  origin: string
  /** What stands before every path there, without a slash at its end: '/management', or ''. */
  prefix: string
  /** PEM of the authority that its certificate is checked against. */
  ca: string
  /** The whole `Authorization` header of Aerie's own credential; undefined where a client certificate is it. */
  authorization: string | undefined
  dispatcher: Dispatcher
  /** Opens a socket besides those of the dispatcher, for what takes one over. */
  dial: Dial
  /** Told when the API server does not take the credential. */
  refused?: () => void
}

type Known = Pick<Connection, 'origin' | 'prefix' | 'ca'> & { authorization: string }

/** Makes a connection; `dispatcher` keeps its own sockets, one a request in flight, and follows no redirect. */
export function connect(options: Known): Connection & Known {
  const dispatcher = agentOf({ ca: options.ca, timeout: longestDial, keepAliveInitialDelay: silentFor })
  return { ...options, dispatcher, dial: dialAddress(options) }
}

/** The same by a way that is dialled, and whose sockets say themselves who comes. */
export function connectBy(dial: Dial, options: Omit<Connection, 'dispatcher' | 'dial'>): Connection {
  const dispatcher = agentOf((_, tell) => {
    dial(AbortSignal.timeout(longestDial)).then(
      (socket) => tell(null, socket),
      (error: unknown) => tell(error instanceof Error ? error : new Error(String(error)), null),
    )
  })
  return { ...options, dispatcher, dial }
}

/**
 * After so many milliseconds of silence the kernel asks the other end once a second whether it is there, and closes
 * after ten questions without an answer: a watch on a host that is gone without a word ends, and nobody polls.
 */
const silentFor = 2_000

function agentOf(connect: Agent.Options['connect']): Agent {
  return new Agent({
    ...(connect === undefined ? {} : { connect }),
    pipelining: 1,
    connections: null,
    // Watches and logs may stay silent for hours; requests that must end get their own signal.
    headersTimeout: 60_000,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 32 * 1024,
  })
}

interface Kubeconfig {
  'current-context': string
  contexts: { name: string; context: { cluster: string; user: string } }[]
  clusters: { name: string; cluster: { server: string; 'certificate-authority-data': string } }[]
  users: { name: string; user: { token: string } }[]
}

/** Reads the current context of a kubeconfig that holds its CA and a token inline, or throws. */
export function connectionFrom(kubeconfig: string): Connection & Known {
  // A pretty error quotes the text, which holds a credential.
  const config = parse(kubeconfig, { prettyErrors: false }) as Partial<Kubeconfig> | null
  const context = named(config?.contexts, config?.['current-context'])?.context
  const cluster = named(config?.clusters, context?.cluster)?.cluster
  const user = named(config?.users, context?.user)?.user
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

/** The entry of a name in what ought to be a list. */
function named<T extends { name: string }>(entries: readonly T[] | undefined, name: unknown): T | undefined {
  return Array.isArray(entries) ? entries.find((entry: T) => entry.name === name) : undefined
}
