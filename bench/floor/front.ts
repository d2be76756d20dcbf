import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { WebSocketServer, type WebSocket } from 'ws'

interface Answers {
  /** Called with what follows POST /bench?, before a page is measured. */
  prepare: (query: URLSearchParams) => void
  /** Answers a request itself; false where it is the server's. */
  answer?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean
  /** Which sockets are answered here. */
  speaks: (url: string) => boolean
  speak: (socket: WebSocket) => void
}

/**
 * Stands before a server and answers some of its requests and sockets itself, faster than what is simulated could;
 * below /floor/ is the bare page of the folder, which gets the same. Takes the folder and the server's origin from the
 * command line, and prints the port that it listens on.
 */
export function startFront({ prepare, answer = () => false, speaks, speak }: Answers): void {
  const [folder = '', origin = ''] = process.argv.slice(2)
  const { hostname, port, host } = new URL(origin)
  const files = sirv(folder)
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })

  /** The request as if it had been sent to the server itself. */
  function onwards({ method, url, headers }: IncomingMessage) {
    const { origin: from, ...rest } = headers
    const own = from === undefined ? {} : { origin }
    return { hostname, port, method, path: url, headers: { ...rest, ...own, host } }
  }

  const server = createServer((incoming, outgoing) => {
    const { url = '' } = incoming
    if (url.startsWith('/bench?')) {
      prepare(new URLSearchParams(url.slice('/bench?'.length)))
      outgoing.end()
      return
    }
    if (url.startsWith('/floor/')) {
      incoming.url = url.slice('/floor'.length)
      return files(incoming, outgoing)
    }
    if (answer(incoming, outgoing)) return
    const passed = request(onwards(incoming), (answered) => {
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })

  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (speaks(incoming.url ?? '')) return sockets.handleUpgrade(incoming, socket, head, speak)
    const passed = request(onwards(incoming))
    passed.on('upgrade', ({ rawHeaders, statusMessage = '' }, upstream) => {
      const fields = rawHeaders.map((text, index) => text + (index % 2 === 0 ? ': ' : '\r\n')).join('')
      socket.write(`HTTP/1.1 101 ${statusMessage}\r\n${fields}\r\n`)
      upstream.pipe(socket).pipe(upstream)
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
    passed.end()
    passed.on('error', () => socket.destroy())
  })

  server.listen(0, 'localhost', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
  })
}
