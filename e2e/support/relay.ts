import { connect, createServer, type Server, type Socket } from 'node:net'

/** Passes bytes on to an address of this machine, until it is cut. */
export interface Relay {
  port: number
  /** Ends what is open, and lets nobody in until `mend`. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export async function startRelay(to: number): Promise<Relay> {
  const open = new Set<Socket>()
  let server: Server
  let port = 0

  async function mend(): Promise<void> {
    server = createServer((socket) => {
      const beyond = connect(to, '127.0.0.1')
      for (const each of [socket, beyond]) {
        open.add(each)
        each.on('error', () => each.destroy())
        each.on('close', () => {
          open.delete(each)
          socket.destroy()
          beyond.destroy()
        })
      }
      socket.pipe(beyond).pipe(socket)
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address === 'object' && address !== null) port = address.port
  }

  await mend()
  return {
    get port() {
      return port
    },
    mend,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
