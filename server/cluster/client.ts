import { setTimeout } from 'node:timers/promises'
import { isFailure, StatusError } from '#kube/status.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import type { Connection } from './connection.ts'

/** The body types of PATCH. */
const patchTypes = {
  merge: 'application/merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string>
  body?: unknown
  contentType?: string
  signal?: AbortSignal
}

/** How often a call is made again when the server asks to come back later. */
const mostTries = 8

/**
 * Aerie's own calls to an API server, as itself. Failures are thrown as StatusError; a server that is busy
 * (429 with Retry-After, which promises that nothing was done) is asked again. `ended` cuts what is on its way off.
 */
export function clientOf(connection: Connection, ended?: AbortSignal) {
  async function call<T>(path: string, options: Call = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once<T>(path, options)
      } catch (error) {
        const busy = error instanceof StatusError && error.code === 429
        const wait = busy ? error.status.details?.retryAfterSeconds : undefined
        if (wait === undefined || attempt === mostTries) throw error
        await setTimeout(wait * 1000, undefined, ended === undefined ? {} : { signal: ended })
      }
    }
  }

  async function once<T>(
    path: string,
    { method = 'GET', query, body, contentType, signal }: Call,
  ): Promise<T> {
    const response = await connection.dispatcher.request({
      origin: connection.origin,
      path: connection.prefix + path,
      ...(query === undefined ? {} : { query }),
      method,
      headers: {
        accept: 'application/json',
        authorization: connection.authorization,
        'user-agent': 'aerie',
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([
        signal ?? AbortSignal.timeout(30_000),
        ...(ended === undefined ? [] : [ended]),
      ]),
    })
    if (response.statusCode === 401) connection.refused?.()
    const answer: unknown = await response.body.json()
    if (isFailure(answer)) throw new StatusError(answer)
    return answer as T
  }
  return {
    get: <T = KubeObject>(path: string) => call<T>(path),
    list: <T = KubeObject>(path: string, query?: Record<string, string>) =>
      call<KubeList<T>>(path, query === undefined ? {} : { query }),
    create: <T = KubeObject>(path: string, body: unknown) => call<T>(path, { method: 'POST', body }),
    /** Writes the whole object; 409 where it is no longer the one whose resourceVersion `body` carries. */
    replace: <T = KubeObject>(path: string, body: unknown) => call<T>(path, { method: 'PUT', body }),
    merge: <T = KubeObject>(path: string, body: unknown) =>
      call<T>(path, { method: 'PATCH', body, contentType: patchTypes.merge }),
    /** Server-side apply as field manager `aerie`; takes over fields that others hold. */
    apply: <T = KubeObject>(path: string, body: unknown) =>
      call<T>(path, {
        method: 'PATCH',
        body,
        contentType: patchTypes.apply,
        query: { fieldManager: 'aerie', force: 'true' },
      }),
    remove: (path: string) => call<unknown>(path, { method: 'DELETE' }),
  }
}

export type Client = ReturnType<typeof clientOf>

/** Runs a call and gives undefined where the object is not there. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined
    throw error
  }
}
