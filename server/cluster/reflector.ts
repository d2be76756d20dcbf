import { lineSplitter } from '#kube/lines.ts'
import { expired, isFailure, StatusError, unavailable } from '#kube/status.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import { backOff, type WatchEvent } from '#kube/watch.ts'
import type { Connection } from './connection.ts'

export interface ReflectorOptions<T> {
  connection: Connection
  path: string
  query?: Record<string, string>
  /** Makes what is kept of an object; all of it where this is undefined. */
  keep?(object: T): T
  /** Called for each difference, in order; `before` is undefined for a new object, `after` for a gone one. */
  changed(before: T | undefined, after: T | undefined): void
  /** Called after each list, when the copy is what the server has. */
  listed?(): void
  /** Called when the watch is up, and when it no longer is. */
  watching?(up: boolean): void
  /** Told of each failed list or watch, before it is tried again. */
  failed(error: unknown): void
}

export interface Reflector<T> {
  objects: ReadonlyMap<string, T>
  /** Resolves when the first list is in; rejects where it is stopped before, so that nobody waits for ever. */
  synced: Promise<void>
  /** Milliseconds since the watch was last known to be up; 0 while it is. */
  downFor(): number
  stop(): void
}

/**
 * Keeps a copy of a collection: list, then watch from that resourceVersion, and list again on 410, in the
 * manner of client-go. Objects are keyed by name, or namespace/name. A watch that is cut is taken up again with
 * jittered back-off, and never gives up until stopped.
 */
export function reflect<T extends KubeObject>(options: ReflectorOptions<T>): Reflector<T> {
  const objects = new Map<string, T>()
  const ended = new AbortController()
  let downSince: number | undefined = Date.now()
  const first = Promise.withResolvers<void>()
  // Whoever waits is told; where nobody does, a stop is no fault.
  first.promise.catch(() => {})

  function put(whole: T): void {
    const key = keyOf(whole)
    const before = objects.get(key)
    if (before?.metadata.resourceVersion === whole.metadata.resourceVersion) return
    const object = options.keep?.(whole) ?? whole
    objects.set(key, object)
    options.changed(before, object)
  }

  function drop(key: string): void {
    const before = objects.get(key)
    if (objects.delete(key)) options.changed(before, undefined)
  }

  async function list(): Promise<string> {
    const { metadata, items } = await readList<T>(options, ended.signal)
    const there = new Set(items.map(keyOf))
    for (const key of objects.keys()) if (!there.has(key)) drop(key)
    items.forEach(put)
    options.listed?.()
    first.resolve()
    return metadata.resourceVersion ?? ''
  }

  async function watch(from: string, reached: (version: string) => void): Promise<void> {
    await readWatch<T>(options, from, ended.signal, {
      opened: () => {
        downSince = undefined
        options.watching?.(true)
      },
      event: (event) => {
        if (event.type === 'ERROR') throw new StatusError(event.object)
        const { resourceVersion } = event.object.metadata
        if (resourceVersion !== undefined) reached(resourceVersion)
        if (event.type === 'DELETED') drop(keyOf(event.object))
        else if (event.type !== 'BOOKMARK') put(event.object)
      },
    })
  }

  async function run(): Promise<void> {
    let at: string | undefined
    for (let attempt = 0; !ended.signal.aborted;) {
      const started = Date.now()
      let forgotten = false
      try {
        at ??= await list()
        // Kept as it goes: a watch that breaks off does not bring again what it has brought.
        await watch(at, (version) => (at = version))
      } catch (error) {
        forgotten = error instanceof StatusError && error.code === 410
        if (forgotten) at = undefined
        else if (!ended.signal.aborted) options.failed(error)
      }
      if (downSince === undefined) {
        downSince = Date.now()
        options.watching?.(false)
      }
      // A watch that the server ended after a while is the usual case and taken up at once, with a list where
      // nothing happened for so long that its place is forgotten.
      attempt = Date.now() - started > 1_000 ? 0 : attempt + 1
      if (attempt > (forgotten ? 1 : 0)) await pause(backOff(attempt - 1) / 4, ended.signal)
    }
  }

  void run()
  return {
    objects,
    synced: first.promise,
    downFor: () => (downSince === undefined ? 0 : Date.now() - downSince),
    stop() {
      ended.abort()
      first.reject(unavailable('the watch was stopped before its first list'))
    },
  }
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
}

/**
 * Bookmarks come about once a minute; a watch that is quiet for longer is taken up anew, since a connection
 * whose other end is gone without a word would look quiet for ever.
 */
const quietFor = 150_000

function request(
  options: Pick<ReflectorOptions<never>, 'connection' | 'path' | 'query'>,
  query: Record<string, string>,
  signal: AbortSignal,
) {
  const { connection } = options
  return connection.dispatcher.request({
    origin: connection.origin,
    path: connection.prefix + options.path,
    query: { ...options.query, ...query },
    method: 'GET',
    headers: { accept: 'application/json', authorization: connection.authorization, 'user-agent': 'aerie' },
    signal,
    bodyTimeout: quietFor,
  })
}

async function readList<T>(
  options: ReflectorOptions<T & KubeObject>,
  signal: AbortSignal,
): Promise<KubeList<T>> {
  const response = await request(options, {}, AbortSignal.any([signal, AbortSignal.timeout(30_000)]))
  const answer: unknown = await response.body.json()
  if (isFailure(answer)) throw new StatusError(answer)
  return answer as KubeList<T>
}

async function readWatch<T>(
  options: ReflectorOptions<T & KubeObject>,
  from: string,
  signal: AbortSignal,
  on: { opened(): void; event(event: WatchEvent<T>): void },
): Promise<void> {
  const query = { watch: 'true', allowWatchBookmarks: 'true', resourceVersion: from }
  const response = await request(options, query, signal)
  if (response.statusCode !== 200) {
    const answer: unknown = await response.body.json()
    throw isFailure(answer) ? new StatusError(answer) : expired(`watch answered ${response.statusCode}`)
  }
  on.opened()
  const take = lineSplitter((line) => on.event(JSON.parse(line) as WatchEvent<T>))
  const decoder = new TextDecoder()
  for await (const chunk of response.body) take(decoder.decode(chunk as Buffer, { stream: true }))
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
