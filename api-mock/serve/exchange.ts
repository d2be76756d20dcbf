import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** A request to one cluster, free of sockets, so that tests can make one. */
export interface ApiRequest {
  method: string
  /** Path and query below the cluster's prefix, as sent. */
  target: string
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** Reads the body once; throws StatusError 413 when it is larger than allowed. */
  body: () => Promise<Buffer>
  /** Aborts when the client is gone. */
  signal: AbortSignal
}

export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  /**
   * Text or bytes, the pieces of a stream in the order in which they are sent, or who takes over the connection
   * of an upgrade.
   */
  body: string | Uint8Array | AsyncIterable<string> | Upgrade
}

/** The answer to an upgrade that is neither refused nor a watch. */
export interface Upgrade {
  /** Shakes hands and serves; resolves at its end. The request's signal asks it to end. */
  upgrade: (connection: Upgraded) => Promise<void>
}

export interface Upgraded {
  incoming: IncomingMessage
  socket: Duplex
  /** What the client sent after its head. */
  head: Buffer
}

export const json = 'application/json'

export function jsonAnswer(status: number, text: string, warnings: readonly string[] = []): Answer {
  return { status, headers: { 'content-type': json, ...warningHeaders(warnings) }, body: text }
}

/** https://www.rfc-editor.org/rfc/rfc7234#section-5.5, with the agent '-' as kube-apiserver sends it. */
export function warningHeaders(warnings: readonly string[]): Record<string, string[]> {
  if (warnings.length === 0) return {}
  return { warning: warnings.map((text) => `299 - "${text.replace(/["\\]/g, String.raw`\$&`)}"`) }
}

export function headerOf(headers: ApiRequest['headers'], name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
