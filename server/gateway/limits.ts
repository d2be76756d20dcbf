import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { failure, StatusError } from '#kube/status.ts'

/** What an API server takes at the most in one request. */
export const mostBodyBytes = 3 * 1024 * 1024

/** How many requests and streams one person may have under way. */
export const mostPerUser = 500

export function tooLarge(): StatusError {
  return new StatusError(
    failure(413, 'RequestEntityTooLarge', `the request body is larger than ${mostBodyBytes} bytes`),
  )
}

/** Passes a body on and fails with 413 once it is larger than an API server takes. */
export function bodyLimit(most = mostBodyBytes): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      if (seen > most) done(tooLarge())
      else done(null, chunk)
    },
  })
}

/**
 * Reads a whole body, or fails with 413. The request is not destroyed by that, as iterating over it would,
 * so that the refusal can still be answered.
 */
export function readBody(request: IncomingMessage, most = mostBodyBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > most) return reject(tooLarge())
    const chunks: Buffer[] = []
    let length = 0
    const take = (chunk: Buffer) => {
      length += chunk.length
      if (length <= most) {
        chunks.push(chunk)
      } else {
        request.off('data', take)
        reject(tooLarge())
      }
    }
    request
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject)
  })
}

const underWay = new Map<string, number>()

/** Takes one of a person's places, or throws 429; the answer gives it back. */
export function takePlace(user: string, most = mostPerUser): () => void {
  const count = underWay.get(user) ?? 0
  if (count >= most) {
    throw new StatusError(
      failure(
        429,
        'TooManyRequests',
        `you have ${most} requests and streams open: close some and try again`,
        { retryAfterSeconds: 1 },
      ),
    )
  }
  underWay.set(user, count + 1)
  return () => {
    const left = (underWay.get(user) ?? 1) - 1
    if (left === 0) underWay.delete(user)
    else underWay.set(user, left)
  }
}
