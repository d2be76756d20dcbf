import type { WebSocket } from 'ws'
import { startFront } from './front.ts'

// Stands before a server and answers the sockets of logs itself, as fast as no simulated container speaks; below
// /floor/ is the bare page, whose socket gets the same.
//
// `node bench/floor/log-server.ts FOLDER ORIGIN`; prints the port that it listens on. POST /bench?lines=N&rate=R says
// what the next log is: so many lines at once, then so many a second.
let lines = 0
/** The lines that come at once, made before anybody waits for them. */
let backlog: Buffer[] = []
let rate = 0

startFront({
  prepare(query) {
    lines = Number(query.get('lines'))
    rate = Number(query.get('rate'))
    backlog = [...chunks(0, lines)]
  },
  speaks: (url) => url.includes('/log?'),
  speak,
})

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
