import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { processorMilliseconds } from './processes.ts'
import type { Target } from './targets.ts'

/** The latency of every request, in ms, how long they took together, and what the process in between worked. */
export interface Sample {
  latencies: number[]
  seconds: number
  processorMilliseconds: number
}

/**
 * Sends requests at a fixed rate, whether or not the answers keep up: a slow answer delays no other, as it is
 * with people. Waiting for a free connection counts as latency.
 */
export async function atRate(
  target: Target,
  path: string,
  perSecond: number,
  seconds: number,
): Promise<Sample> {
  return withRequests(target, path, 64, async (ask) => {
    const latencies: number[] = []
    const working = stopwatch(target)
    const began = performance.now()
    const asked: Promise<void>[] = []
    const count = perSecond * seconds
    while (asked.length < count) {
      const due = Math.min(count, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1)
      while (asked.length < due) {
        const sent = performance.now()
        asked.push(ask().then(() => void latencies.push(performance.now() - sent)))
      }
      await delay(1)
    }
    await Promise.all(asked)
    return { latencies, seconds: (performance.now() - began) / 1000, processorMilliseconds: working() }
  })
}

/** Asks as fast as `connections` allow, each as soon as it has its answer. */
export async function atSaturation(
  target: Target,
  path: string,
  connections: number,
  seconds: number,
): Promise<Sample> {
  return withRequests(target, path, connections, async (ask) => {
    const latencies: number[] = []
    const working = stopwatch(target)
    const began = performance.now()
    const end = began + seconds * 1000
    const one = async () => {
      while (performance.now() < end) {
        const asked = performance.now()
        await ask()
        latencies.push(performance.now() - asked)
      }
    }
    await Promise.all(Array.from({ length: connections }, one))
    return { latencies, seconds: (performance.now() - began) / 1000, processorMilliseconds: working() }
  })
}

/** How much the process in between works from now on. */
function stopwatch({ pid }: Target): () => number {
  if (pid === undefined) return () => 0
  const before = processorMilliseconds(pid)
  return () => processorMilliseconds(pid) - before
}

async function withRequests<T>(
  target: Target,
  path: string,
  connections: number,
  measure: (ask: () => Promise<void>) => Promise<T>,
): Promise<T> {
  return withPool(target, connections, async (pool) => {
    const ask = async () => void (await send(pool, target, 'GET', path))
    // The first requests pay for connections and for compiling.
    await Promise.all(Array.from({ length: 100 }, ask))
    return measure(ask)
  })
}

/** Connections to one target, closed after the task. */
export async function withPool<T>(
  { origin, ca }: Target,
  connections: number,
  task: (pool: Pool) => Promise<T>,
): Promise<T> {
  const connect = ca === undefined ? {} : { ca }
  const pool = new Pool(origin, { connections, pipelining: 1, connect, bodyTimeout: 0, headersTimeout: 0 })
  try {
    return await task(pool)
  } finally {
    await pool.destroy()
  }
}

/** One request and its whole answer; anything but success is a mistake of the benchmark. */
export async function send(
  pool: Pool,
  { origin, prefix, headers }: Target,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  content?: { type: string; body: string },
): Promise<string> {
  const answer = await pool.request({
    path: prefix + path,
    method,
    headers: content === undefined ? headers : { ...headers, 'content-type': content.type },
    ...(content === undefined ? {} : { body: content.body }),
  })
  const text = await answer.body.text()
  if (answer.statusCode < 300) return text
  throw new Error(
    `${method} ${origin}${prefix}${path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`,
  )
}
