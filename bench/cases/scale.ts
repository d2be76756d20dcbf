import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'undici'
import { tableType } from '#kube/table.ts'
import { connectionFrom } from '#server/cluster/connection.ts'
import { scaleCluster, scaleNamespace } from '#server/seed/scale.ts'
import { type Aerie, signIn, withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { send, withPool } from '#bench/load.ts'
import { residentMegabytes } from '#bench/processes.ts'
import { median } from '#bench/stats.ts'
import type { Target } from '#bench/targets.ts'

const pods = 5_000
const path = `/api/v1/namespaces/${scaleNamespace}/pods`
/** After so many milliseconds nobody expects them any more. */
const patience = 300_000
const lists = 10

/** How long a new server takes until all pods of its seed exist and run, and then to list them as rows. */
export async function scale(): Promise<Figure[]> {
  return withDataDir((folder) => withAerie(folder, measure, { AERIE_SEED: `scale:${pods}` }))
}

async function measure(aerie: Aerie): Promise<Figure[]> {
  const ready = performance.now()
  const sinceStart = () => aerie.startedIn + performance.now() - ready
  const direct = directTo(aerie)
  return withPool(direct, 1, async (pool) => {
    const patient = async (what: string, done: (pool: Pool, direct: Target) => Promise<boolean>) => {
      while (!(await done(pool, direct))) {
        if (sinceStart() > patience) throw new Error(`not all ${pods} pods ${what} after ${patience} ms`)
        await delay(250)
      }
      return sinceStart()
    }
    const exist = await patient('exist', allExist)
    const run = await patient('run', allRun)
    const memory = residentMegabytes(aerie.process.pid ?? 0)
    const what = `${pods} pods`
    return [
      { what: `${what} exist, after the start`, unit: 'ms', ours: exist },
      { what: `${what} run, after the start`, unit: 'ms', ours: run },
      { what: `${what}: memory of all processes`, unit: 'MB', ours: memory },
      {
        what: `${what} as rows: first list`,
        unit: 'ms',
        ours: (await listed(await throughGateway(aerie), 1)).first,
      },
      ...(await laterLists(aerie, direct, what)),
    ]
  })
}

async function laterLists(aerie: Aerie, direct: Target, what: string): Promise<Figure[]> {
  const ours = await listed(await throughGateway(aerie), lists)
  const floor = await listed(direct, lists)
  return [
    { what: `${what} as rows: later lists`, unit: 'ms', ours: ours.later, floor: floor.later },
    { what: `${what} as rows: size`, unit: 'kB', ours: ours.kilobytes, floor: floor.kilobytes },
  ]
}

/** Straight to the cluster that the seed makes them on. */
function directTo({ dataDir }: Aerie): Target {
  const kubeconfig = readFileSync(join(dataDir, 'clusters', `${scaleCluster}.kubeconfig`), 'utf8')
  const { origin, prefix, ca, authorization } = connectionFrom(kubeconfig)
  return { origin, prefix, ca, headers: { authorization } }
}

async function throughGateway(aerie: Aerie): Promise<Target> {
  return {
    origin: aerie.origin,
    prefix: `/kubernetes/cluster/${scaleCluster}`,
    headers: { authorization: `Bearer ${await signIn(aerie)}` },
  }
}

interface ListOfSome {
  metadata: { remainingItemCount?: number }
  items: unknown[]
}

async function allExist(pool: Pool, direct: Target): Promise<boolean> {
  const { items, metadata }: ListOfSome = JSON.parse(await send(pool, direct, 'GET', `${path}?limit=1`))
  return items.length + (metadata.remainingItemCount ?? 0) >= pods
}

async function allRun(pool: Pool, direct: Target): Promise<boolean> {
  const others = `${path}?limit=1&fieldSelector=${encodeURIComponent('status.phase!=Running')}`
  const { items }: ListOfSome = JSON.parse(await send(pool, direct, 'GET', others))
  return items.length === 0
}

/** Lists all pods as the console does, one list after the other. */
async function listed(
  target: Target,
  count: number,
): Promise<{ first: number; later: number; kilobytes: number }> {
  const asTable = { ...target, headers: { ...target.headers, accept: tableType } }
  return withPool(asTable, 1, async (pool) => {
    const times: number[] = []
    let kilobytes = 0
    for (let round = 0; round < count; round++) {
      const began = performance.now()
      const text = await send(pool, asTable, 'GET', `${path}?includeObject=Metadata`)
      times.push(performance.now() - began)
      kilobytes = Buffer.byteLength(text) / 1000
    }
    return { first: times[0] ?? Number.NaN, later: median(times.slice(1)), kilobytes }
  })
}
