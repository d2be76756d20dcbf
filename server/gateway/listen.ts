import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { OperatorError, type Config } from '#server/config.ts'
import { codeOf } from '#server/data-dir.ts'
import type { KeyPair } from '#server/tls.ts'
import { isEnding } from './answer.ts'
import { ownAnswerHeaders } from './headers.ts'

/** What the listeners hand every request to; before it is set they answer 503. */
export interface Handler {
  serve(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export interface Listeners {
  httpPort: number
  httpsPort: number
  /** Opens both for real, https with this certificate. */
  begin(handler: Handler, certificate: KeyPair): void
  /** Serves a connection that came by another way as if it had come to the https port. */
  accept: (socket: Socket) => void
  /** Takes no new connections, waits for requests under way up to `milliseconds`, then cuts. */
  drain(milliseconds: number): Promise<void>
}

const limits: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  // Two Host headers and the like are refused by the walk, which answers in Kubernetes' words.
  requireHostHeader: false,
}

/** Takes both ports before anything else is touched. A port that is taken is an OperatorError. */
export async function listen(config: Config): Promise<Listeners> {
  let handler: Handler | undefined
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    if (handler !== undefined) return handler.serve(request, response)
    // Alive is not ready: whoever restarts what does not answer must let a start take its time.
    const alive = request.url === '/healthz'
    response.writeHead(alive ? 200 : 503, { ...(alive ? {} : { 'retry-after': '1' }), ...ownAnswerHeaders })
    response.end(alive ? 'ok' : 'starting')
  }
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (handler !== undefined) return handler.upgrade(request, socket, head)
    socket.destroy()
  }
  const http = createHttpServer(limits, onRequest)
  const https = createHttpsServer({ ...limits, minVersion: 'TLSv1.2' }, onRequest)
  const servers = [http, https]
  /** All of them: a server itself forgets those that were taken over, and knows none whose TLS is not there yet. */
  const sockets = new Set<Socket>()
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    // More than the walk allows, so that it sees, and refuses, the one too many.
    server.maxHeadersCount = 200
    server.on('upgrade', onUpgrade)
    // What a client expects is judged by the walk like the rest of its head.
    server.on('checkExpectation', onRequest)
    server.on('clientError', refuseBroken)
  }
  const httpPort = await bind(http, config.httpPort, '127.0.0.1', 'AERIE_HTTP_PORT')
  const httpsPort = await bind(https, config.httpsPort, config.bind, 'AERIE_HTTPS_PORT').catch(
    (error: unknown) => {
      http.close()
      throw error
    },
  )
  return {
    httpPort,
    httpsPort,
    begin(given, certificate) {
      https.setSecureContext({ key: certificate.key, cert: certificate.cert, minVersion: 'TLSv1.2' })
      handler = given
    },
    accept: (socket) => void https.emit('connection', socket),
    async drain(milliseconds) {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
      // A connection whose last answer ends while we wait is idle only then.
      const sweep = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), 50)
      const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), milliseconds)
      await Promise.all(closed)
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

/** What is not HTTP is answered once and closed; a socket that broke is only closed. */
function refuseBroken(error: Error & { code?: string }, socket: Duplex): void {
  if (isEnding(socket)) return
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  const headers = Object.entries(ownAnswerHeaders).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  socket.end(`HTTP/1.1 ${code}\r\nconnection: close\r\ncontent-length: 0\r\n${headers.join('')}\r\n`)
}

function bind(server: Server | HttpsServer, port: number, host: string, setting: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new OperatorError(whyNot(codeOf(error), port, host, setting))))
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function whyNot(code: string, port: number, host: string, setting: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop it, or set ${setting} to another port.`
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user: set ${setting} to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: set AERIE_BIND to one that is.`
    default:
      return `Port ${port} on ${host} cannot be used (${code}): set ${setting} to another port.`
  }
}
