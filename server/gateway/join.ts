import type { Duplex } from 'node:stream'

/** How long the bytes that one side has left behind may take to reach the other. */
const mostFlushing = 30_000

/**
 * Joins two sockets byte for byte until either is gone, and tells then. What one sent before it left still
 * reaches the other; a side that breaks takes the other with it.
 */
export function join(one: Duplex, other: Duplex, ended: () => void): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy())
    from.on('close', () => {
      finish(to)
      ended()
    })
    from.pipe(to)
  }
}

/** Lets a socket send what it holds, and closes it; one that nobody reads is cut. */
function finish(socket: Duplex): void {
  if (socket.destroyed) return
  if (socket.writableFinished) return void socket.destroy()
  const late = setTimeout(() => socket.destroy(), mostFlushing)
  socket.once('finish', () => socket.destroy())
  socket.once('close', () => clearTimeout(late))
  socket.end()
}
