import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { UserInfo } from '#api-mock/resources/definition.ts'

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
  /** Who showed a client certificate; undefined for whoever showed none. */
  peer?: Peer | undefined
}

export interface Peer {
  /** Whom the certificate names; undefined where it is not one of the server's own authority. */
  user: UserInfo | undefined
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

/** What all warnings of an answer may have, in characters, before each is cut; the bounds are kube-apiserver's. */
const mostWarned = 4096
const mostOfOne = 256

/**
 * https://www.rfc-editor.org/rfc/rfc7234#section-5.5, with the agent '-' as kube-apiserver sends it: as bytes of
 * UTF-8, without those that have a control character, and shortened where they are too much for a header.
 */
export function warningHeaders(warnings: readonly string[]): Record<string, string[]> {
  const clean = warnings.filter((text) => !/\p{Cc}/u.test(text))
  if (clean.length === 0) return {}
  const kept = lengthOf(clean) <= mostWarned ? clean : shortened(clean)
  return { warning: kept.map((text) => `299 - "${inHeader(text.replace(/["\\]/g, String.raw`\$&`))}"`) }
}

function shortened(texts: readonly string[]): string[] {
  const kept: string[] = []
  for (const text of texts) if (lengthOf(kept) < mostWarned) kept.push(text.slice(0, mostOfOne))
  return kept
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0)
}

/** Node writes a header's characters as one byte each. */
function inHeader(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

export function headerOf(headers: ApiRequest['headers'], name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
