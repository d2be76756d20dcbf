import { user } from '#api/kinds/user.ts'
import { objectPath } from '#api/paths.ts'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { atRate, atSaturation, type Sample } from '#bench/load.ts'
import { quantile } from '#bench/stats.ts'
import { type Target, type Targets, withTargets } from '#bench/targets.ts'

const path = objectPath(user, 'admin')
const rounds = 4

/**
 * What the gateway adds to reading one management object, signed in, authorised and counted, over what lies
 * behind it; the floor is what the bare proxy adds. The ways take turns, so that a change in the machine's
 * mood meets all of them.
 */
export async function requests(): Promise<Figure[]> {
  return withDataDir((folder) => withAerie(folder, (aerie) => withTargets(aerie, measure)))
}

async function measure(targets: Targets): Promise<Figure[]> {
  // First, since a server that has been up for a while is what people have: V8 compiles well what has run often.
  const full = await inTurns(targets, (target) => atSaturation(target, path, 32, 3))
  const calm = await steady(targets, 100)
  const busy = await steady(targets, 500)
  const rate = ({ latencies, seconds }: Sample) => latencies.length / seconds
  const work = ({ latencies, processorMilliseconds }: Sample) => processorMilliseconds / latencies.length
  return [
    ...calm,
    ...busy,
    {
      what: 'GET, saturated',
      unit: '/s',
      ours: rate(full.aerie),
      floor: rate(full.proxy),
      budget: '≥ 2500 /s',
    },
    {
      what: 'GET, saturated: processor time each',
      unit: 'ms',
      ours: work(full.aerie),
      floor: work(full.proxy),
    },
    {
      what: 'GET, saturated: p99',
      unit: 'ms',
      ours: quantile(full.aerie.latencies, 0.99),
      floor: quantile(full.proxy.latencies, 0.99),
    },
  ]
}

/** What is added to the direct way at a rate that leaves the machine air. */
async function steady(targets: Targets, perSecond: number): Promise<Figure[]> {
  const samples = await inTurns(targets, (target) => atRate(target, path, perSecond, 4))
  const added = (way: 'aerie' | 'proxy', share: number) =>
    quantile(samples[way].latencies, share) - quantile(samples.direct.latencies, share)
  const what = `GET, ${perSecond}/s: added`
  return [
    {
      what: `${what} at the median`,
      unit: 'ms',
      ours: added('aerie', 0.5),
      floor: added('proxy', 0.5),
      budget: '≤ 1.5 ms',
    },
    {
      what: `${what} at p99`,
      unit: 'ms',
      ours: added('aerie', 0.99),
      floor: added('proxy', 0.99),
      budget: '≤ 10 ms',
    },
  ]
}

async function inTurns(
  targets: Targets,
  sample: (target: Target) => Promise<Sample>,
): Promise<Record<keyof Targets, Sample>> {
  const sums = { aerie: emptySample(), proxy: emptySample(), direct: emptySample() }
  for (let round = 0; round < rounds; round++) {
    for (const way of ['aerie', 'proxy', 'direct'] as const) {
      const { latencies, seconds, processorMilliseconds } = await sample(targets[way])
      sums[way].latencies.push(...latencies)
      sums[way].seconds += seconds
      sums[way].processorMilliseconds += processorMilliseconds
    }
  }
  return sums
}

function emptySample(): Sample {
  return { latencies: [], seconds: 0, processorMilliseconds: 0 }
}
