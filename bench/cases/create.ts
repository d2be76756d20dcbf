import { team } from '#api/kinds/team.ts'
import { apiVersionOf } from '#kube/types.ts'
import { collectionPath } from '#api/paths.ts'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { send, withPool } from '#bench/load.ts'
import { median, quantile } from '#bench/stats.ts'
import { type Target, withTargets } from '#bench/targets.ts'

const count = 200

/** How long one creation takes, one after the other, durable on both sides when it is answered. */
export async function create(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, (aerie) =>
      withTargets(aerie, async (targets) => {
        const ours: number[] = []
        const floor: number[] = []
        for (let round = 0; round < 4; round++) {
          ours.push(...(await createSome(targets.aerie, `ours-${round}`)))
          floor.push(...(await createSome(targets.proxy, `floor-${round}`)))
        }
        return [
          { what: 'create a team: median', unit: 'ms', ours: median(ours), floor: median(floor) },
          {
            what: 'create a team: p99',
            unit: 'ms',
            ours: quantile(ours, 0.99),
            floor: quantile(floor, 0.99),
          },
        ]
      }),
    ),
  )
}

async function createSome(target: Target, name: string): Promise<number[]> {
  const latencies: number[] = []
  await withPool(target, 1, async (pool) => {
    for (let index = 0; index < count / 4; index++) {
      const object = {
        apiVersion: apiVersionOf(team),
        kind: team.kind,
        metadata: { name: `${name}-${index}` },
        spec: { displayName: `Team ${index}` },
      }
      const began = performance.now()
      await send(pool, target, 'POST', collectionPath(team), {
        type: 'application/json',
        body: JSON.stringify(object),
      })
      latencies.push(performance.now() - began)
    }
  })
  return latencies
}
