import { randomBytes } from 'node:crypto'
import type { KubeObject, ListMeta, ObjectMeta } from '#kube/types.ts'
import { Cluster } from './cluster.ts'
import type { ClusterOptions } from './cluster.ts'
import { handle } from './handle.ts'
import type { Answer } from './serve/exchange.ts'
import { isStream } from './serve/listen.ts'

/** An object, a list or a Status, as far as tests look into it. */
export interface Answered {
  kind: string
  metadata: ObjectMeta & ListMeta
  items: KubeObject[]
  message: string
  reason: string
  data: unknown
  spec: Record<string, unknown>
  status: Record<string, unknown>
}

export interface Reply {
  status: number
  headers: Answer['headers']
  body: Answered
}

export interface Asked {
  as?: string
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

/** A cluster without a port for tests: `admin` may everything, `ada` nothing yet. */
export async function openTestCluster(options: Partial<ClusterOptions> = {}): Promise<{
  cluster: Cluster
  ask: (method: string, target: string, asked?: Asked) => Promise<Reply>
  watch: (target: string, signal: AbortSignal) => Promise<AsyncIterator<string>>
}> {
  const cluster = await Cluster.open({
    path: ':memory:',
    encryptionKey: randomBytes(32),
    users: new Map([
      ['admin', { username: 'admin', groups: ['system:masters'] }],
      ['ada', { username: 'ada', groups: ['staff'] }],
    ]),
    ...options,
  })
  const send = (method: string, target: string, asked: Asked, signal: AbortSignal): Promise<Answer> => {
    const { as = 'admin', body, headers } = asked
    const bytes = bytesOf(body)
    return handle(cluster, {
      method,
      target,
      headers: { authorization: `Bearer ${as}`, 'user-agent': 'test/1', ...headers },
      body: () => Promise.resolve(bytes),
      signal,
    })
  }
  return {
    cluster,
    async ask(method, target, asked = {}) {
      const answer = await send(method, target, asked, new AbortController().signal)
      return { status: answer.status, headers: answer.headers, body: bodyOf(answer) }
    },
    async watch(target, signal) {
      const { body } = await send('GET', target, {}, signal)
      if (typeof body === 'string' || !isStream(body)) throw new Error('the answer is no stream')
      return body[Symbol.asyncIterator]()
    },
  }
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  if (typeof body === 'string' || Buffer.isBuffer(body)) return Buffer.from(body)
  return Buffer.from(JSON.stringify(body))
}

function bodyOf({ body, headers }: Answer): Answered {
  if (typeof body !== 'string' || headers['content-type'] !== 'application/json') return {} as Answered
  return JSON.parse(body) as Answered
}
