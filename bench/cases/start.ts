import { withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { residentMegabytes } from '#bench/processes.ts'
import { median } from '#bench/stats.ts'

const runs = 5

/** From the process's start to the line that says it is ready, and what it then holds in memory. */
export async function start(): Promise<Figure[]> {
  const first: number[] = []
  const second: number[] = []
  const memory: number[] = []
  for (let run = 0; run < runs; run++) {
    await withDataDir(async (folder) => {
      first.push(await withAerie(folder, async ({ startedIn }) => startedIn))
      await withAerie(folder, async ({ startedIn, process }) => {
        second.push(startedIn)
        memory.push(residentMegabytes(process.pid ?? 0))
      })
    })
  }
  return [
    { what: 'start to ready, new data', unit: 'ms', ours: median(first) },
    { what: 'start to ready, again', unit: 'ms', ours: median(second), budget: '≤ 2000 ms' },
    { what: 'memory of all processes, idle', unit: 'MB', ours: median(memory) },
  ]
}
