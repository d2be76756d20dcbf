import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Answer, Upgraded } from './serve/exchange.ts'
import { send } from './serve/listen.ts'
import { sendUpgraded } from './serve/websocket.ts'

/** Why a request ends; without a reason each would make an error object. */
const closed = 'closed'

/** How long a client may take to send a request, its body included, in milliseconds. */
const slowestSender = 60_000

/** A request or an upgraded connection that is under way. */
interface Exchange {
  /** Asks its stream to end. */
  end: () => void
  /** Cuts the connection. */
  cut: () => void
}

/** What is answered to a request; the signal aborts when the client is gone, or the exchange is asked to end. */
export type AnswerTo = (incoming: IncomingMessage, signal: AbortSignal) => Promise<Answer>

/** Answers all requests and upgrades of a server, and knows those that are under way. */
export class Exchanges {
  readonly #answer: AnswerTo
  readonly #running = new Set<Exchange>()

  constructor(server: Server, answer: AnswerTo) {
    this.#answer = answer
    server.on('request', (incoming, outgoing) => void this.#serve(incoming, outgoing))
    server.on('upgrade', (incoming, socket, head) => void this.#upgrade({ incoming, socket, head }))
    server.on('clientError', (_error, socket) => socket.destroy())
    server.headersTimeout = 20_000
    server.requestTimeout = slowestSender
  }

  /** Asks all streams to end. */
  end(): void {
    for (const { end } of this.#running) end()
  }

  /** Cuts all connections on which something is under way. */
  cut(): void {
    for (const { cut } of this.#running) cut()
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const controller = new AbortController()
    const exchange = { end: () => controller.abort(closed), cut: () => outgoing.destroy() }
    this.#running.add(exchange)
    outgoing.on('close', () => {
      this.#running.delete(exchange)
      controller.abort(closed)
    })
    outgoing.on('error', () => controller.abort(closed))
    incoming.on('error', () => controller.abort(closed))
    try {
      await send(await this.#answer(incoming, controller.signal), incoming, outgoing)
    } catch {
      // The stream itself failed after its headers were sent; there is nobody left to tell.
      outgoing.destroy()
    }
  }

  async #upgrade(parts: Upgraded): Promise<void> {
    const controller = new AbortController()
    const exchange = { end: () => controller.abort(closed), cut: () => parts.socket.destroy() }
    this.#running.add(exchange)
    parts.socket.on('error', () => parts.socket.destroy())
    parts.socket.on('close', () => {
      this.#running.delete(exchange)
      controller.abort(closed)
    })
    try {
      await sendUpgraded(await this.#answer(parts.incoming, controller.signal), parts)
    } catch {
      parts.socket.destroy()
    }
  }
}
