import { unavailable } from '#kube/status.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import { openTarget, type Target } from './target.ts'

/** The insides of virtual clusters that run, each with its watches. */
export interface Insides {
  /** Throws when it cannot be reached. */
  of(key: string, place: { cluster: string; namespace: string; name: string }): Promise<Inside>
  /** The one that was reached last and is not closed. */
  known(key: string): Inside | undefined
  close(key: string): void
  stop(): void
}

export interface Inside extends Target {
  /** What it serves, as its `/version` says. */
  kubernetesVersion: string
}

interface Open {
  inside: Inside
  connection: Connection
  /** A watch in it has failed, so it is asked whether it is there before it counts as reached. */
  doubted: boolean
}

/** `changed` is told when something of ours in a virtual cluster is not as it was, or it is not reached any more. */
export function openInsides(virtualClusters: VirtualClusters, changed: (key: string) => void): Insides {
  const open = new Map<string, Open>()

  function close(key: string): void {
    open.get(key)?.inside.close()
    open.delete(key)
  }

  return {
    async of(key, place) {
      const connection = await virtualClusters.connectionTo(place)
      const found = open.get(key)
      if (found?.connection === connection) {
        if (found.doubted) await refuseUnready(connection)
        found.doubted = false
        return found.inside
      }
      close(key)
      await refuseUnready(connection)
      const target = openTarget({
        connection,
        changed: () => changed(key),
        failed() {
          const current = open.get(key)
          if (current?.connection === connection) current.doubted = true
          changed(key)
        },
      })
      const { gitVersion } = await target.client.get<{ gitVersion: string }>('/version')
      const inside = { ...target, kubernetesVersion: gitVersion }
      open.set(key, { inside, connection, doubted: false })
      return inside
    },
    known: (key) => open.get(key)?.inside,
    close,
    stop() {
      for (const key of open.keys()) close(key)
    },
  }
}

async function refuseUnready({ dispatcher, origin, prefix }: Connection): Promise<void> {
  const { statusCode, body } = await dispatcher.request({
    origin,
    path: `${prefix}/readyz`,
    method: 'GET',
    signal: AbortSignal.timeout(10_000),
  })
  await body.dump()
  if (statusCode !== 200) throw unavailable(`its API server answers /readyz with ${statusCode}`)
}
