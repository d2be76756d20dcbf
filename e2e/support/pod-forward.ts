import { createServer, type IncomingMessage } from 'node:http'
import { connect as connectTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { constants, inflateSync } from 'node:zlib'
import { spdyDictionary } from '#kube/spdy-dictionary.ts'
import { dataFrame, FrameReader, pingFrame, replyFrame } from '#kube/spdy-frames.ts'
import { readHeaders, type Headers } from '#kube/spdy-headers.ts'
import { notFound } from '#kube/status.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'

/** What a port-forward asks for: its request line and headers, and those of its two streams. */
export interface Forwarding {
  line: string
  request: IncomingMessage['headers']
  error: Headers
  data: Headers
  socket: Duplex
}

/** A host cluster that knows the objects a test puts, and forwards ports of any pod to one local port. */
export interface HostCluster {
  connection: Connection
  /** By path; whatever is not here is 404. */
  objects: Map<string, object>
  /** Method and path of each plain request. */
  asked: string[]
  forwardings: Forwarding[]
  /** The local port behind every pod; undefined is a pod in which nothing listens. */
  target: number | undefined
  /** The answer to every port-forward instead of a 101. */
  refusal: { code: number; body: string } | undefined
  close(): Promise<void>
}

export async function startHostCluster(): Promise<HostCluster> {
  const sockets = new Set<Duplex>()
  const server = createServer((request, response) => {
    host.asked.push(`${request.method} ${request.url}`)
    const found = host.objects.get(request.url ?? '')
    const name = request.url?.split('/').at(-1) ?? ''
    const body = found ?? notFound({ group: '', plural: 'objects', name }).status
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    const { code, body } = host.refusal ?? { code: 101, body: '' }
    if (code === 101) forward(host, request, socket)
    else socket.end(`HTTP/1.1 ${code} No\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  })
  const port = await listening(server)
  const host: HostCluster = {
    connection: connect({
      origin: `http://127.0.0.1:${port}`,
      prefix: '/host',
      ca: '',
      authorization: 'Bearer host',
    }),
    objects: new Map(),
    asked: [],
    forwardings: [],
    target: undefined,
    refusal: undefined,
    async close() {
      sockets.forEach((socket) => socket.destroy())
      await host.connection.dispatcher.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return host
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** The server's side of one port-forward: the error stream is 1, the connection is 3. */
function forward(host: HostCluster, request: IncomingMessage, socket: Duplex): void {
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: portforward.k8s.io\r\n\r\n',
  )
  const reader = new FrameReader()
  const blocks: Buffer[] = []
  let target: Socket | undefined
  const begin = (): void => {
    const [error, data] = headersIn(blocks)
    host.forwardings.push({
      line: `${request.method} ${request.url}`,
      request: request.headers,
      error,
      data,
      socket,
    })
    // A server asks now and then whether somebody is still there.
    socket.write(
      Buffer.concat([replyFrame(1, Buffer.alloc(0)), replyFrame(3, Buffer.alloc(0)), pingFrame(2)]),
    )
    if (host.target === undefined) {
      socket.write(dataFrame(1, Buffer.from('error forwarding port: connection refused '), true))
      socket.write(dataFrame(3, Buffer.alloc(0), true))
      return
    }
    target = connectTcp({ port: host.target, host: '127.0.0.1', allowHalfOpen: true })
    target.on('error', () => socket.destroy())
    target.on('data', (bytes) => {
      if (!socket.write(dataFrame(3, bytes, false))) target?.pause()
    })
    socket.on('drain', () => target?.resume())
    target.on('end', () => socket.write(dataFrame(3, Buffer.alloc(0), true)))
  }
  // A server of HTTP leaves a socket half open.
  socket.on('end', () => socket.end())
  socket.on('close', () => target?.destroy())
  socket.on('data', (piece: Buffer) => {
    for (const frame of reader.read(piece)) {
      if (frame.type === 'open' && blocks.push(frame.block) === 2) begin()
      if (frame.type !== 'data' || frame.stream !== 3) continue
      if (target?.write(frame.bytes) === false) {
        socket.pause()
        target.once('drain', () => socket.resume())
      }
      if (frame.last) target?.end()
    }
  })
}

/** The headers of both streams, which are one compressed text. */
function headersIn([first = Buffer.of(), second = Buffer.of()]: Buffer[]): [Headers, Headers] {
  const options = { dictionary: spdyDictionary, finishFlush: constants.Z_SYNC_FLUSH }
  const one = inflateSync(first, options)
  const both = inflateSync(Buffer.concat([first, second]), options)
  return [readHeaders(one), readHeaders(both.subarray(one.length))]
}
