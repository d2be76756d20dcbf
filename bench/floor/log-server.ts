import { createServer, request, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { WebSocketServer, type WebSocket } from 'ws'

// Stands before a server and answers the sockets of logs itself, as fast as no simulated container speaks; below
// /floor/ is the bare page, whose socket gets the same.
//
// `node bench/floor/log-server.ts FOLDER ORIGIN`; prints the port that it listens on. POST /bench?lines=N&rate=R says
// what the next log is: so many lines at once, then so many a second.
const [folder = '', origin = ''] = process.argv.slice(2)
const { hostname, port, host } = new URL(origin)
const files = sirv(folder)
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
let lines = 0
/** The lines that come at once, made before anybody waits for them. */
let backlog: Buffer[] = []
let rate = 0

const server = createServer((incoming, outgoing) => {
  const { url = '' } = incoming
  if (url.startsWith('/bench?')) {
    const query = new URLSearchParams(url.slice('/bench?'.length))
    lines = Number(query.get('lines'))
    rate = Number(query.get('rate'))
    backlog = [...chunks(0, lines)]
    outgoing.end()
    return
  }
  if (url.startsWith('/floor/')) {
    incoming.url = url.slice('/floor'.length)
    return files(incoming, outgoing)
  }
  const passed = request(onwards(incoming), (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  passed.on('error', () => outgoing.destroy())
  incoming.pipe(passed)
})

server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
  if (incoming.url?.includes('/log?') === true) return sockets.handleUpgrade(incoming, socket, head, speak)
  const passed = request(onwards(incoming))
  passed.on('upgrade', ({ rawHeaders, statusMessage = '' }, upstream) => {
    const fields = rawHeaders.map((text, index) => text + (index % 2 === 0 ? ': ' : '\r\n')).join('')
    socket.write(`HTTP/1.1 101 ${statusMessage}\r\n${fields}\r\n`)
    upstream.pipe(socket).pipe(upstream)
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  passed.on('error', () => socket.destroy())
  passed.end()
})

/** The request as if it had been sent to the server itself. */
function onwards({ method, url, headers }: IncomingMessage) {
  const { origin: from, ...rest } = headers
  const own = from === undefined ? {} : { origin }
  return { hostname, port, method, path: url, headers: { ...rest, ...own, host } }
}

function speak(socket: WebSocket): void {
  for (const chunk of backlog) socket.send(chunk)
  let said = lines
  const began = performance.now()
  const timer = setInterval(() => {
    const due = lines + Math.floor(((performance.now() - began) / 1000) * rate)
    for (const chunk of chunks(said, due)) socket.send(chunk)
    said = due
  }, 5)
  socket.on('close', () => clearInterval(timer))
}

/** Lines from one number to another, as a container writes them. */
function* chunks(from: number, to: number): Generator<Buffer> {
  for (let first = from; first < to; first += 500) {
    const time = new Date().toISOString().replace('Z', '000000Z')
    const text = Array.from(
      { length: Math.min(500, to - first) },
      (_, index) => `${time} line ${first + index} of a program that says what it does all day long\n`,
    )
    yield Buffer.from(text.join(''))
  }
}

server.listen(0, 'localhost', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
