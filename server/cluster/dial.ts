import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'

/** Opens a socket to an API server, past TLS, on which nothing has been said; rejects with what went wrong. */
export type Dial = (signal: AbortSignal) => Promise<Socket>

/** How long a socket may take to open, in milliseconds. */
export const longestDial = 10_000

/** The way to an address. */
export function dialAddress({ origin, ca }: { origin: string; ca: string }): Dial {
  const { protocol, hostname, port } = new URL(origin)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol === 'http:')
    return (signal) => opened(connectTcp({ host, port: Number(port || 80) }), 'connect', signal)
  const named = isIP(host) === 0 ? { servername: host } : {}
  return (signal) => dialTls({ host, port: Number(port || 443), ca, ...named }, signal)
}

/** Speaks TLS, over `socket` where one is given, and only to who is vouched for. */
export function dialTls(options: ConnectionOptions, signal: AbortSignal): Promise<Socket> {
  const socket = connectTls({ minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], ...options })
  return opened(socket, 'secureConnect', signal)
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const cut = () => socket.destroy(new Error('the connection was not there in time'))
    if (signal.aborted) cut()
    signal.addEventListener('abort', cut, { once: true })
    // It stays: an error that comes when nobody listens any more must not end the process.
    socket.on('error', reject)
    socket.once('close', () => reject(new Error('the connection ended before it began')))
    socket.once(event, () => {
      signal.removeEventListener('abort', cut)
      socket.setNoDelay(true).setKeepAlive(true, 60_000)
      resolve(socket)
    })
  })
}
