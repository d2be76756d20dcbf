import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createWebSocketStream } from 'ws'
import type { Answer, Upgraded } from '#api-mock/serve/exchange.ts'
import { acceptSpdy, acceptWebSocket, agree } from './handshake.ts'
import type { Agreement } from './handshake.ts'
import { runningPod } from './pods.ts'
import type { PodConnection } from './pods.ts'
import type { RunningPod } from './runtime.ts'
import { SpdyConnection } from './spdy-connection.ts'
import type { SpdyStream } from './spdy-connection.ts'

const protocol = 'portforward.k8s.io'

/** The same over WebSocket messages, which carry SPDY's bytes as they come. */
const tunnelled = `SPDY/3.1+${protocol}`

/** How long the second stream of a connection may take to come after the first, in milliseconds. */
const longestPairing = 30_000

/** `pods/portforward`: connections to ports of a pod. Throws the StatusError of a pod that does not run. */
export function portForward({ pod, runtime, headers, signal }: PodConnection): Answer {
  const running = runningPod(pod, runtime)
  const agreement = agree(headers, { websocket: [tunnelled], spdy: [protocol] })
  if (!('transport' in agreement)) return agreement
  const sandbox = createHash('sha256').update(`${pod.metadata.uid}`).digest('hex')
  return {
    status: 101,
    headers: {},
    body: { upgrade: (connection) => serve(connection, agreement, { running, sandbox, signal }) },
  }
}

interface Forwarding {
  running: RunningPod
  /** Names the pod in errors, as a container runtime does. */
  sandbox: string
  signal: AbortSignal
}

async function serve(connection: Upgraded, agreement: Agreement, forwarding: Forwarding): Promise<void> {
  const ended = AbortSignal.any([forwarding.signal, forwarding.running.ended])
  const carrier = await carrierOf(connection, agreement)
  const pairs = new Pairs((pair) => void forward(pair, forwarding))
  const spdy = new SpdyConnection(carrier, (stream) => pairs.take(stream))
  const close = (): void => spdy.close()
  ended.addEventListener('abort', close, { once: true })
  if (ended.aborted) close()
  await spdy.run()
  ended.removeEventListener('abort', close)
  pairs.close()
}

async function carrierOf(connection: Upgraded, { transport, protocol }: Agreement): Promise<Duplex> {
  if (transport === 'spdy') return acceptSpdy(connection, protocol)
  const socket = await acceptWebSocket(connection, protocol)
  const carrier = createWebSocketStream(socket)
  carrier.on('error', () => carrier.destroy())
  socket.resume()
  return carrier
}

interface Pair {
  port: number
  data: SpdyStream
  error: SpdyStream
}

/** Puts the two streams of each connection together. */
class Pairs {
  readonly #waiting = new Map<string, { stream: SpdyStream; timeout: NodeJS.Timeout }>()
  readonly #onPair: (pair: Pair) => void

  constructor(onPair: (pair: Pair) => void) {
    this.#onPair = onPair
  }

  take(stream: SpdyStream): void {
    const type = stream.headers.get('streamtype')
    const request = stream.headers.get('requestid')
    const port = Number(stream.headers.get('port'))
    if (request === undefined || !(port >= 1 && port <= 65_535) || (type !== 'data' && type !== 'error')) {
      stream.destroy()
      return
    }
    const key = `${port}/${request}`
    const first = this.#waiting.get(key)
    if (first === undefined) {
      const timeout = setTimeout(() => this.#give(key), longestPairing)
      this.#waiting.set(key, { stream, timeout })
      return
    }
    if (first.stream.headers.get('streamtype') === type) return void stream.destroy()
    clearTimeout(first.timeout)
    this.#waiting.delete(key)
    const [data, error] = type === 'data' ? [stream, first.stream] : [first.stream, stream]
    this.#onPair({ port, data, error })
  }

  #give(key: string): void {
    this.#waiting.get(key)?.stream.destroy()
    this.#waiting.delete(key)
  }

  close(): void {
    for (const { timeout } of this.#waiting.values()) clearTimeout(timeout)
  }
}

/** Couples one connection with what listens on the port; the error stream says why there is none. */
async function forward({ port, data, error }: Pair, { running, sandbox }: Forwarding): Promise<void> {
  error.resume()
  const target = running.dial(port)
  if (target === undefined) {
    error.end(refused(port, sandbox))
    data.resume()
    data.end()
    return
  }
  target.on('error', () => target.destroy())
  // Each direction ends by itself: a client may send all it has to say and then wait for the answer.
  await Promise.allSettled([pipeline(data, target), pipeline(target, data)])
  error.end()
}

/** As containerd and the kubelet word it. */
function refused(port: number, sandbox: string): string {
  const where = `inside namespace "${sandbox}"`
  const why = `failed to connect to localhost:${port} ${where}, IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `
  return `error forwarding port ${port} to pod ${sandbox}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${sandbox.slice(0, 8)}": ${why}`
}
