import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { Answer } from './scenario.ts'

/** A request as it goes over the wire. */
export interface RawRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | Buffer | undefined
}

/** An answer whose body may still be under way. */
export interface RawAnswer {
  status: number
  headers: Answer['headers']
  body: AsyncIterable<Uint8Array>
  /** Hangs up; `body` then ends. */
  close: () => void
}

/** What a client can act upon. Date, Audit-Id and the like say nothing about behaviour. */
const meaningful = ['content-type', 'retry-after', 'allow', 'location', 'www-authenticate', 'etag']

/** Sends one request over a connection of its own. `ca` is PEM text. */
export function send(raw: RawRequest, ca: string | undefined): Promise<RawAnswer> {
  const open = raw.url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = open(raw.url, { method: raw.method, headers: raw.headers, ca, agent: false })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) =>
      resolve({
        status: incoming.statusCode ?? 0,
        headers: meaningfulHeaders(incoming),
        body: untilClosed(incoming),
        close: () => incoming.destroy(),
      }),
    )
    outgoing.end(raw.body)
  })
}

export function meaningfulHeaders(incoming: IncomingMessage): Answer['headers'] {
  const { warning } = incoming.headersDistinct
  const kept = meaningful.flatMap((name) => {
    const value = incoming.headersDistinct[name]
    return value === undefined ? [] : [[name, value.join(', ')]]
  })
  return { ...Object.fromEntries(kept), ...(warning && { warning }) }
}

/** Hanging up on purpose is an end, not an error. */
async function* untilClosed(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of incoming) yield chunk
  } catch (error) {
    if (!incoming.destroyed) throw error
  }
}
