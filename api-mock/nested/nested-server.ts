import { constants } from 'node:crypto'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { Duplex } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import type { Cluster } from '#api-mock/cluster.ts'
import { Exchanges } from '#api-mock/exchanges.ts'
import { handle } from '#api-mock/handle.ts'
import { toRequest } from '#api-mock/serve/listen.ts'
import type { Credentials } from './credentials.ts'
import { peerOf } from './peer.ts'

/** Serves a nested cluster on connections that it is handed: it listens nowhere. */
export class NestedServer {
  readonly #server: Server
  readonly #exchanges: Exchanges
  readonly #connections = new Set<Duplex>()

  constructor(cluster: Cluster, credentials: Credentials) {
    this.#server = createServer({
      ...secured(credentials),
      requestCert: true,
      // Who shows no certificate may have a token; who shows a wrong one is told so.
      rejectUnauthorized: false,
    })
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy())
    this.#exchanges = new Exchanges(this.#server, (incoming, signal) =>
      handle(cluster, {
        ...toRequest(incoming, incoming.url ?? '/', signal),
        peer: peerOf(incoming.socket),
      }),
    )
  }

  accept(connection: Duplex): void {
    this.#connections.add(connection)
    connection.on('close', () => this.#connections.delete(connection))
    this.#server.emit('connection', connection)
  }

  /** New connections get the new certificate, and are known by the new authority. */
  renew(credentials: Credentials): void {
    this.#server.setSecureContext(secured(credentials))
  }

  /** Ends all that is under way, and cuts all connections. */
  close(): void {
    this.#exchanges.end()
    for (const connection of this.#connections) connection.destroy()
  }
}

function secured({ authority, server }: Credentials): SecureContextOptions {
  // A connection that is taken up again would not show its certificate to a new authority.
  const secureOptions = constants.SSL_OP_NO_TICKET
  return { key: server.key, cert: server.cert, ca: authority.cert, secureOptions }
}
