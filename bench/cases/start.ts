import { withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { median } from '#bench/stats.ts'

const runs = 5
const demo = { AERIE_SEED: 'demo' }

/** From the process's start to the line that says it is ready, with the demo's seed: at first, and again. */
export async function start(): Promise<Figure[]> {
  const first: number[] = []
  const second: number[] = []
  for (let run = 0; run < runs; run++) {
    await withDataDir(async (folder) => {
      first.push(await withAerie(folder, async ({ startedIn }) => startedIn, demo))
      second.push(await withAerie(folder, async ({ startedIn }) => startedIn, demo))
    })
  }
  return [
    { what: 'start to ready, new data', unit: 'ms', ours: median(first), budget: '≤ 3000 ms' },
    { what: 'start to ready, again', unit: 'ms', ours: median(second), budget: '≤ 2000 ms' },
  ]
}
