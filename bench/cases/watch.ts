import type { Pool } from 'undici'
import { team } from '#api/kinds/team.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { lineSplitter } from '#kube/lines.ts'
import { apiVersionOf } from '#kube/types.ts'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { send, withPool } from '#bench/load.ts'
import { quantile } from '#bench/stats.ts'
import { type Target, type Targets, withTargets } from '#bench/targets.ts'

const watchers = 100
const writes = 500
/** The team that is written to. */
const name = 'watched'
/** Where an event carries the time at which its write was sent. */
const stamp = 'bench.aerie.dev/sent'

/** Every write to one object reaches a hundred watchers: how many events a second, and how late. */
export async function watch(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, (aerie) =>
      withTargets(aerie, async (targets) => {
        await createTeam(targets.direct)
        const floor = await fanOut(targets, targets.proxy)
        const ours = await fanOut(targets, targets.aerie)
        return [
          {
            what: `watch, ${watchers} watchers: events`,
            unit: '/s',
            ours: ours.perSecond,
            floor: floor.perSecond,
            budget: '≥ 15000 /s',
          },
          {
            what: `watch, ${watchers} watchers: delay p99`,
            unit: 'ms',
            ours: quantile(ours.delays, 0.99),
            floor: quantile(floor.delays, 0.99),
            budget: '≤ 250 ms',
          },
        ]
      }),
    ),
  )
}

async function fanOut(targets: Targets, way: Target): Promise<{ perSecond: number; delays: number[] }> {
  return withPool(way, watchers + 1, async (pool) => {
    const delays: number[] = []
    const expected = watchers * writes
    const { promise: arrived, resolve, reject } = Promise.withResolvers<void>()
    const take = (delay: number) => {
      if (delays.push(delay) === expected) resolve()
    }
    const version = await currentVersion(pool, way)
    await Promise.all(Array.from({ length: watchers }, () => openWatch(pool, way, version, take, reject)))
    const began = performance.now()
    await Promise.all([writeAll(targets.direct), arrived])
    return { perSecond: expected / ((performance.now() - began) / 1000), delays }
  })
}

async function createTeam(direct: Target): Promise<void> {
  const object = {
    apiVersion: apiVersionOf(team),
    kind: team.kind,
    metadata: { name },
    spec: { displayName: 'Watched' },
  }
  await withPool(direct, 1, async (pool) => {
    await send(pool, direct, 'POST', collectionPath(team), {
      type: 'application/json',
      body: JSON.stringify(object),
    })
  })
}

async function currentVersion(pool: Pool, target: Target): Promise<string> {
  const list: { metadata: { resourceVersion: string } } = JSON.parse(
    await send(pool, target, 'GET', `${collectionPath(team)}?limit=1`),
  )
  return list.metadata.resourceVersion
}

/** Resolves when the watch is open; hands on the delay of every stamped event. */
async function openWatch(
  pool: Pool,
  { prefix, headers }: Target,
  version: string,
  take: (delay: number) => void,
  fail: (error: Error) => void,
): Promise<void> {
  const path = `${prefix}${collectionPath(team)}?watch=1&resourceVersion=${encodeURIComponent(version)}`
  const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
  if (statusCode !== 200) throw new Error(`a watch was answered ${statusCode}: ${await body.text()}`)
  const split = lineSplitter((line) => {
    const sent = new RegExp(`"${stamp}":"([\\d.]+)"`).exec(line)?.[1]
    if (sent !== undefined) take(performance.now() - Number(sent))
  })
  body.setEncoding('utf8')
  body.on('data', split)
  body.on('end', () => fail(new Error('a watch ended before all events had come')))
  // The pool cuts what is still open when everything has come.
  body.on('error', () => {})
}

/** Straight to the cluster, four at a time, so that the way of the watches is all that differs. */
async function writeAll(direct: Target): Promise<void> {
  await withPool(direct, 4, async (pool) => {
    let left = writes
    const lane = async () => {
      while (left-- > 0) {
        const body = JSON.stringify({ metadata: { annotations: { [stamp]: performance.now().toFixed(3) } } })
        await send(pool, direct, 'PATCH', objectPath(team, name), {
          type: 'application/merge-patch+json',
          body,
        })
      }
    }
    await Promise.all(Array.from({ length: 4 }, lane))
  })
}
