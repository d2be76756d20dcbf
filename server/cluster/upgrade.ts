import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { failure, isFailure, StatusError, unavailable } from '#kube/status.ts'
import type { Connection } from './connection.ts'
import { longestDial } from './dial.ts'

/** An upgrade that an API server has agreed to; `head` came on the socket with its agreement. */
export interface Agreed {
  response: IncomingMessage
  socket: Duplex
  head: Buffer
}

interface Asked {
  method: string
  /** Below the API server's root, with its query. */
  path: string
  headers: OutgoingHttpHeaders
}

/**
 * Asks an API server for an upgrade, on a socket of its own that `signal` cuts until there is one. Throws a
 * StatusError: 503 where it cannot be reached, else what the server says of its refusal.
 */
export async function askUpgrade(
  connection: Connection,
  { method, path, headers }: Asked,
  signal: AbortSignal,
): Promise<Agreed> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(longestDial)])
  const dialled = await connection.dial(inTime).catch((error: unknown) => {
    throw error instanceof StatusError ? error : unreachable()
  })
  return new Promise((resolve, reject) => {
    const upstream = httpRequest({
      // What is dialled is past TLS already.
      createConnection: () => dialled,
      method,
      path: connection.prefix + path,
      headers,
      timeout: 30_000,
      signal,
    })
    upstream.on('error', () => {
      dialled.destroy()
      reject(unreachable())
    })
    upstream.on('timeout', () => upstream.destroy())
    upstream.on('response', (response) => {
      // The server refused: what it says why is read, and no byte of a client reaches it.
      if (response.statusCode === 401) connection.refused?.()
      const said = refusalOf(response).finally(() => dialled.destroy())
      void said.then(reject, reject)
    })
    upstream.on('upgrade', (response, socket, head) => resolve({ response, socket, head }))
    upstream.end()
  })
}

function unreachable(): StatusError {
  return unavailable('the cluster cannot be reached right now')
}

/** What a server may say of why it refused. */
const mostRefusalBytes = 64 * 1024

/** A server's own words for a refusal, where they are a Status of a length that it says; else ours. */
async function refusalOf(response: IncomingMessage): Promise<StatusError> {
  const code = response.statusCode ?? 502
  if (code < 400 || code === 401)
    return new StatusError(failure(502, 'BadGateway', `the cluster refused the upgrade with ${code}`))
  const length = Number(response.headers['content-length'] ?? Infinity)
  const said = length <= mostRefusalBytes ? parsed(await text(response).catch(() => '')) : {}
  if (isFailure(said) && said.code === code) return new StatusError(said)
  return new StatusError(failure(code, 'Unknown', `the cluster refused the upgrade with ${code}`))
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
