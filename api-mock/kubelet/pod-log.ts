import { setImmediate } from 'node:timers/promises'
import { notFound } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { containerOf } from '#api-mock/pods/containers.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { findRun, statusOf } from './container-run.ts'
import type { ContainerRun } from './container-run.ts'
import { cutBytes, formatLine, isWanted, mergeLines, selectLines } from './log-lines.ts'
import type { LogLine } from './log-lines.ts'
import { readAhead } from './log-ahead.ts'
import { readLogOptions } from './log-options.ts'
import type { LogOptions } from './log-options.ts'
import { whereRuns } from './elsewhere.ts'
import { runtimeOf } from './runtime.ts'
import type { Runtime } from './runtime.ts'

/** How many milliseconds a follower lets pass between lines: what comes faster comes together. */
const shortestWait = 100

/** Whose output is read. */
export interface Reading {
  cluster: Cluster
  runtime: Runtime
  pod: KubeObject
  container: string
  run: ContainerRun
  /** Aborts when nobody reads any more. */
  signal: AbortSignal
}

/** GET of `pods/{name}/log`: what a container said, and with `follow` what it says until it ends. */
export function podLog(context: Context): Answer {
  const { cluster, definition, info, query } = context
  const stored = cluster.store.get(storageKey(definition), namespaceOf(context), info.name ?? '')
  if (stored === undefined) throw notFound(subjectOf(context))
  const pod = toObject(definition, stored)
  const options = readLogOptions(query, stored.name, cluster.clock().getTime())
  const container = containerOf(pod, options.container)
  const ran = whereRuns(cluster, pod)
  const runtime = ran === undefined ? undefined : runtimeOf(ran.cluster)
  const node = textOf(fieldsOf(pod.spec).nodeName)
  if (node === '') return plain('')
  if (ran === undefined || runtime === undefined) throw notFound({ group: '', plural: 'nodes', name: node })
  const run = findRun(pod, container, options.previous)
  const reading = { ...ran, runtime, container, run, signal: context.request.signal }
  const text = options.follow ? follow(reading, options) : once(reading, options)
  return plain(limited(text, options.limitBytes))
}

function plain(body: Answer['body']): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body }
}

async function* once(reading: Reading, options: LogOptions): AsyncGenerator<string> {
  await Promise.resolve()
  const now = reading.cluster.clock().getTime()
  yield textOfLines(selectLines(until(reading, now, options), options), options)
}

/** What there is, then each line as it comes. */
async function* follow(reading: Reading, options: LogOptions): AsyncGenerator<string> {
  const from = reading.cluster.clock().getTime()
  // Begun before what there is is read, so that nothing is missed between the two.
  const coming = followLines(reading, from)
  const first = coming.next()
  yield textOfLines(selectLines(until(reading, from, options), options), options)
  for (let next = await first; next.done !== true; next = await coming.next()) {
    const wanted = next.value.filter((line) => isWanted(line, options.stream))
    yield textOfLines(wanted, options)
  }
}

/**
 * What a container says from a time on, until it ends. A line that was noted is told at once, whatever its
 * time.
 */
export async function* followLines(reading: Reading, from: number): AsyncGenerator<LogLine[]> {
  const { cluster, runtime, pod, container, run, signal } = reading
  const made = runtime.made(pod, container, run)
  const ahead = readAhead(made, from)
  const noted: LogLine[] = []
  let wake = (): void => undefined
  const stopListening = listen(reading, noted, () => wake())
  try {
    let cursor = from
    while (!signal.aborted && isRunning(reading)) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      await waitFor(woken, ahead.next() + 1 - cluster.clock().getTime())
      const now = cluster.clock().getTime()
      yield mergeLines(ahead.take(now), noted.splice(0))
      cursor = Math.max(cursor, now)
    }
    // What a container says when it is told to end comes right after the word that it has ended.
    await setImmediate()
    yield mergeLines(made(cursor, findEnd(reading)), noted.splice(0))
  } finally {
    stopListening()
  }
}

function until({ runtime, pod, container, run }: Reading, now: number, options: LogOptions): LogLine[] {
  const { restart, startedAt } = run
  const noted = runtime.output.read({ uid: pod.metadata.uid ?? '', container, restart })
  return mergeLines(runtime.made(pod, container, run)(options.since ?? startedAt, now), noted)
}

/** Wakes the follower when its container says something, its pod changes or its client is gone. */
function listen(
  { cluster, runtime, pod, container, run, signal }: Reading,
  noted: LogLine[],
  wake: () => void,
): () => void {
  const resource = storageKey(pods)
  const { uid, name, namespace } = pod.metadata
  const stopOutput = runtime.output.subscribe((key, line) => {
    if (key.uid !== uid || key.container !== container || key.restart !== run.restart) return
    noted.push(line)
    wake()
  })
  const stopStore = cluster.store.subscribe((changes) => {
    for (const { resource: changed, current } of changes) {
      if (changed === resource && current.name === name && current.namespace === namespace) wake()
    }
  })
  signal.addEventListener('abort', wake)
  return () => {
    signal.removeEventListener('abort', wake)
    stopOutput()
    stopStore()
  }
}

function isRunning(reading: Reading): boolean {
  const status = newestStatus(reading)
  return status?.state.running !== undefined && status.restartCount === reading.run.restart
}

/** When the run was over, in milliseconds since the epoch: where nobody knows any more, just now. */
function findEnd(reading: Reading): number {
  const { cluster, run } = reading
  const status = newestStatus(reading)
  const { terminated = status?.lastState.terminated } = status?.state ?? {}
  const now = cluster.clock().getTime()
  return terminated === undefined || Date.parse(terminated.startedAt) !== run.startedAt
    ? now
    : Math.min(now + 1, Date.parse(terminated.finishedAt) + 1000)
}

function newestStatus({ cluster, pod, container }: Reading): ReturnType<typeof statusOf> {
  const { uid, name, namespace = '' } = pod.metadata
  const stored = cluster.store.get(storageKey(pods), namespace, name)
  return stored?.metadata.uid === uid && stored !== undefined
    ? statusOf(toObject(pods, stored), container)
    : undefined
}

async function waitFor(woken: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, Math.max(shortestWait, milliseconds))
  await Promise.race([woken, promise])
  clearTimeout(timer)
}

function textOfLines(lines: readonly LogLine[], { timestamps }: LogOptions): string {
  return lines.map((line) => formatLine(line, timestamps)).join('')
}

/** Ends a stream after so many bytes, and leaves out empty pieces. */
async function* limited(pieces: AsyncIterable<string>, most = Infinity): AsyncGenerator<string> {
  let left = most
  for await (const piece of pieces) {
    const text = left === Infinity ? piece : cutBytes(piece, left)
    if (text !== '') yield text
    left -= Buffer.byteLength(text)
    if (left <= 0 || text.length < piece.length) return
  }
}
