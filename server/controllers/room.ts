import type { Project } from '#api/kinds/project.ts'
import { clientOf } from '#server/cluster/client.ts'
import type { Clusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Directory } from '#server/identity/directory.ts'
import { addAmounts, chooseCluster, isAllowed, nothing, type Amounts } from './choose-cluster.ts'
import { measure, type Measured } from './measure.ts'

export interface Room {
  /** The cluster with most room of those that a project allows; undefined where none can be used and answers. */
  choose(project: Project): Promise<string | undefined>
}

interface Options {
  directory: Pick<Directory, 'clusters'>
  clusters: Pick<Clusters, 'connectionOf'>
  report: (error: unknown) => void
  measured?: (connection: Connection) => Promise<Measured>
  now?: () => number
}

/** For how many milliseconds a measure is good: a cluster is asked while something is to be placed, and never else. */
const goodFor = 15_000

/** A cluster that takes longer to be measured, in milliseconds, is not chosen this time. */
const answersWithin = 5_000

/** What one that was just placed will ask for, until its pods are there and measured. */
const assumed: Amounts = { cpu: 500, memory: 1024 ** 3, pods: 4 }
const assumedFor = 60_000

interface Known {
  connection: Connection
  at: number
  measured: Promise<Measured>
}

/** Knows how much room there is, and counts what was just placed, so that many at once are spread. */
export function openRoom(options: Options): Room {
  const { directory, clusters, now = Date.now } = options
  const measured = options.measured ?? ((connection: Connection) => measure(clientOf(connection)))
  const known = new Map<string, Known>()
  const placed: { cluster: string; at: number }[] = []

  function measureOf(name: string, connection: Connection): Promise<Measured> {
    const before = known.get(name)
    if (before?.connection === connection && now() - before.at < goodFor) return before.measured
    const entry = { connection, at: now(), measured: measured(connection) }
    known.set(name, entry)
    entry.measured.catch((error: unknown) => {
      options.report(error)
      if (known.get(name) === entry) known.delete(name)
    })
    return entry.measured
  }

  async function roomOf(name: string, connection: Connection) {
    const found = await inTime(measureOf(name, connection)).catch(() => undefined)
    return {
      name,
      unusable: false,
      online: found !== undefined,
      ...(found ?? { allocatable: nothing, requested: nothing }),
    }
  }

  return {
    async choose({ spec }) {
      const allowed = (spec.allowedClusters ?? []).map(({ name = '' }) => name)
      const usable = [...directory.clusters.values()].flatMap(({ metadata, spec: about, status }) => {
        const connection = clusters.connectionOf(metadata.name)
        const open =
          about.unusable !== true && metadata.deletionTimestamp === undefined && status?.online === true
        return open && connection !== undefined && isAllowed(allowed, metadata.name)
          ? [{ name: metadata.name, connection }]
          : []
      })
      // Where there is no choice nobody needs to be asked.
      if (usable.length < 2) return usable[0]?.name
      const rooms = await Promise.all(usable.map(({ name, connection }) => roomOf(name, connection)))
      while (placed[0] !== undefined && now() - placed[0].at > assumedFor) placed.shift()
      const counted = rooms.map((room) => {
        const since = placed.filter(({ cluster }) => cluster === room.name).length
        return { ...room, requested: addAmounts(room.requested, assumed, since) }
      })
      const chosen = chooseCluster(counted, ['*'])
      if (chosen !== undefined) placed.push({ cluster: chosen, at: now() })
      return chosen
    },
  }
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the cluster is slow to answer')), answersWithin)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
