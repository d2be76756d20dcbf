import { createServer, type Socket } from 'node:net'
import { parseHead, valuesOf, within } from './raw.ts'

/** One request as it arrived, with the connection to answer it by hand. */
export interface Recorded {
  method: string
  /** The request target exactly as sent. */
  target: string
  head: string
  headers: [name: string, value: string][]
  /** What has come of the body, as framed on the wire. */
  body(): Buffer
  /** Whether the whole request has arrived. */
  complete(): boolean
  /** Every byte that came on this connection after the request's head. */
  after(): Buffer
  write(bytes: string | Buffer): boolean
  end(bytes?: string): void
  socket: Socket
  closed: Promise<void>
}

/** Answers one request; called once its body has arrived. */
export type Answerer = (request: Recorded) => void

export interface Recorder {
  port: number
  origin: string
  requests: Recorded[]
  /** Method and target of each, which reads better in a failed test than the requests themselves. */
  lines(): string[]
  /** How many connections there have been. */
  connections(): number
  /** Sets what answers from now on. */
  respond(answerer: Answerer): void
  /** The next request whose head has arrived and that was not given out before. */
  next(): Promise<Recorded>
  /** Forgets the requests so far, and answers with an empty list again. */
  clear(): void
  close(): Promise<void>
}

/** A whole answer with a JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: readonly string[] = []): string {
  const text = JSON.stringify(body)
  return [
    `HTTP/1.1 ${status} Canned`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
    ...headers,
    '',
    text,
  ].join('\r\n')
}

/** The head of an endless chunked answer, as a watch has. */
export const chunkedHead =
  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'

/** One chunk that holds this text and a line end. */
export function chunkOf(line: string): string {
  return `${(Buffer.byteLength(line) + 1).toString(16)}\r\n${line}\n\r\n`
}

const emptyList = {
  apiVersion: 'management.loft.sh/v1',
  kind: 'TeamList',
  metadata: { resourceVersion: '7' },
  items: [],
}

/** An "API server" of raw sockets: it keeps the exact bytes of each request and answers what the test says. */
export async function startRecorder(): Promise<Recorder> {
  const emptyAnswer: Answerer = (request) => void request.write(jsonAnswer(200, emptyList))
  let answerer = emptyAnswer
  const requests: Recorded[] = []
  let given = 0
  let connections = 0
  const waiting = new Set<() => void>()
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // The gateway may cut at any moment; what it had sent by then is what counts.
    socket.on('error', () => {})
    readRequests(socket, {
      arrived: (request) => {
        requests.push(request)
        waiting.forEach((look) => look())
      },
      complete: (request) => answerer(request),
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    lines: () => requests.map(({ method, target }) => `${method} ${target}`),
    connections: () => connections,
    respond: (given) => (answerer = given),
    next: () =>
      within(
        new Promise((resolve) => {
          const look = () => {
            const request = requests[given]
            if (request === undefined) return
            given += 1
            waiting.delete(look)
            resolve(request)
          }
          waiting.add(look)
          look()
        }),
        'a request at the upstream',
      ),
    clear() {
      requests.length = 0
      answerer = emptyAnswer
      given = 0
    },
    async close() {
      sockets.forEach((socket) => socket.destroy())
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface On {
  arrived(request: Recorded): void
  complete(request: Recorded): void
}

/** Cuts a connection's bytes into requests. After an upgrade or an unfinished body all bytes stay with the last one. */
function readRequests(socket: Socket, on: On): void {
  let current: { request: Recorded; parts: Buffer[]; done: boolean } | undefined
  let rest = Buffer.alloc(0)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))

  function begin(head: string): void {
    const [method = '', target = ''] = head.split(' ')
    const parts: Buffer[] = []
    const state = { parts, done: false }
    const after = () => Buffer.concat(parts)
    const request: Recorded = {
      method,
      target,
      head,
      headers: parseHead(head).headers,
      body: after,
      complete: () => state.done,
      after,
      write: (bytes) => socket.write(bytes),
      end: (bytes) => void socket.end(bytes ?? ''),
      socket,
      closed,
    }
    current = Object.assign(state, { request })
    on.arrived(request)
  }

  socket.on('data', (bytes: Buffer) => {
    if (current !== undefined && (!current.done || upgrades(current.request))) {
      current.parts.push(bytes)
    } else {
      rest = Buffer.concat([rest, bytes])
      const end = rest.indexOf('\r\n\r\n')
      if (end === -1) return
      begin(rest.subarray(0, end + 4).toString('latin1'))
      if (end + 4 < rest.length) current?.parts.push(rest.subarray(end + 4))
      rest = Buffer.alloc(0)
    }
    if (current === undefined || current.done || !whole(current.request)) return
    current.done = true
    on.complete(current.request)
  })
}

function upgrades(request: Recorded): boolean {
  return valuesOf(request, 'upgrade').length > 0
}

function whole(request: Recorded): boolean {
  const body = request.body()
  if (valuesOf(request, 'transfer-encoding').length > 0)
    return /(^|\r\n)0\r\n\r\n$/.test(body.subarray(-16).toString('latin1'))
  return body.length >= Number(valuesOf(request, 'content-length')[0] ?? 0)
}
