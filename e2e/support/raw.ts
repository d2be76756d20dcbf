import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** How long a test waits for anything before it fails, in milliseconds. */
const patience = 15_000

/** One answer as it came off the wire; names of headers in lower case, in order, none merged. */
export interface RawResponse {
  status: number
  head: string
  headers: [name: string, value: string][]
  body: string
}

/** A socket that sends exactly the bytes it is given and keeps every byte it got. */
export interface RawClient {
  socket: Socket
  write(bytes: string | Buffer): void
  /** Everything received so far, read or not. */
  received(): Buffer
  /** Takes bytes up to and with a marker off the front. */
  until(marker: string): Promise<string>
  /** Takes this many bytes off the front. */
  take(length: number): Promise<Buffer>
  /** Takes one whole answer off the front: by length, by chunks, or to the end of the connection. */
  response(): Promise<RawResponse>
  /** Only the head of an answer, for streams and handshakes. */
  head(): Promise<RawResponse>
  /** Resolves when the connection is gone, however it went. */
  closed: Promise<void>
  /** Ends with a reset instead of an orderly end. */
  reset(): void
  end(): void
}

/** Fails with the text of what was waited for, instead of hanging until the runner's own limit. */
export function within<T>(promise: Promise<T>, what: string, milliseconds = patience): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds} ms`)), milliseconds)
    const stop = () => clearTimeout(timer)
    promise.then(resolve, reject).finally(stop)
  })
}

export async function openRaw(port: number, tls?: { ca: string }): Promise<RawClient> {
  const to = { port, host: '127.0.0.1' }
  const socket =
    tls === undefined ? connectTcp(to) : connectTls({ ...to, ca: tls.ca, servername: 'localhost' })
  await within(once(socket, tls === undefined ? 'connect' : 'secureConnect'), 'a connection')
  return clientOf(socket)
}

/** Opens a connection, sends the bytes, reads one answer and closes. */
export async function exchange(
  port: number,
  bytes: string | Buffer,
  tls?: { ca: string },
): Promise<RawResponse> {
  const client = await openRaw(port, tls)
  try {
    client.write(bytes)
    return await client.response()
  } finally {
    client.socket.destroy()
  }
}

/** All values of a header, in order. */
export function valuesOf({ headers }: Pick<RawResponse, 'headers'>, name: string): string[] {
  return headers.filter(([other]) => other === name).map(([, value]) => value)
}

/** The `code` line and headers of a raw head; the same for requests, whose first line is not looked at. */
export function parseHead(head: string): Omit<RawResponse, 'body'> {
  const [first = '', ...lines] = head.split('\r\n').filter((line) => line !== '')
  return {
    status: Number(first.split(' ')[1] ?? 0),
    head,
    headers: lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  }
}

function once(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => socket.once(event, () => resolve()).once('error', reject))
}

function clientOf(socket: Socket): RawClient {
  const all: Buffer[] = []
  let rest = Buffer.alloc(0)
  let gone = false
  const waiting = new Set<() => void>()
  const wake = () => waiting.forEach((look) => look())
  socket.on('data', (bytes: Buffer) => {
    all.push(bytes)
    rest = Buffer.concat([rest, bytes])
    wake()
  })
  // A reset by the peer is an end like any other here: tests look at what was received before it.
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.once('close', () => {
    gone = true
    wake()
  })

  /** Resolves with what `find` gives as soon as it gives something; fails once the connection is gone. */
  function when<T>(what: string, find: () => T | undefined): Promise<T> {
    return within(
      new Promise<T>((resolve, reject) => {
        const look = () => {
          const found = find()
          if (found === undefined && !gone) return
          waiting.delete(look)
          if (found !== undefined) return resolve(found)
          reject(new Error(`${what}: the connection closed after ${JSON.stringify(rest.toString())}`))
        }
        waiting.add(look)
        look()
      }),
      what,
    )
  }

  function cut(length: number): Buffer {
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    return taken
  }

  const client: RawClient = {
    socket,
    write: (bytes) => void socket.write(bytes),
    received: () => Buffer.concat(all),
    until: (marker) =>
      when(JSON.stringify(marker), () => {
        const at = rest.indexOf(marker)
        return at === -1 ? undefined : cut(at + Buffer.byteLength(marker)).toString()
      }),
    take: (length) => when(`${length} bytes`, () => (rest.length < length ? undefined : cut(length))),
    async head() {
      return { ...parseHead(await client.until('\r\n\r\n')), body: '' }
    },
    async response() {
      const answer = await client.head()
      if (answer.status === 101) return answer
      if (answer.status < 200) return client.response()
      return {
        ...answer,
        body: await readBody(client, answer, () =>
          when('the end', () => (gone ? cut(rest.length) : undefined)),
        ),
      }
    },
    closed,
    reset: () => socket.resetAndDestroy(),
    end: () => void socket.end(),
  }
  return client
}

async function readBody(
  client: RawClient,
  answer: RawResponse,
  toEnd: () => Promise<Buffer>,
): Promise<string> {
  const length = valuesOf(answer, 'content-length')[0]
  if (answer.status === 204 || answer.status === 304) return ''
  if (length !== undefined) return (await client.take(Number(length))).toString()
  if (valuesOf(answer, 'transfer-encoding')[0] !== 'chunked') return (await toEnd()).toString()
  let body = ''
  for (;;) {
    const size = Number.parseInt(await client.until('\r\n'), 16)
    body += (await client.take(size)).toString()
    await client.until('\r\n')
    if (size === 0) return body
  }
}
