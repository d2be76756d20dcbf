import type { JsonObject } from '#kube/json.ts'
import { readAmounts } from '#api-mock/scheduler/resources.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { shareOf } from './hash.ts'

/** Thousandths of a processor, and bytes. */
export interface Usage {
  cpu: number
  memory: number
}

/** Usage is measured over so many milliseconds, as metrics-server does it: within them it stays the same. */
export const usageWindow = 15_000

const hour = 3_600_000
const leastMemory = 1024 * 1024

/**
 * What a container uses: a curve of its own around what it asks for, or around what its image usually needs. It
 * rises and falls with the hours, trembles from one measurement to the next, and stays below its limits.
 */
export function usageOf(
  { resources }: JsonObject,
  { key, now, usual }: { key: string; now: number; usual: Usage },
): Usage {
  const { requests, limits } = fieldsOf(resources)
  const asked = readAmounts(requests)
  const most = readAmounts(limits)
  const window = Math.floor(now / usageWindow)
  const wave = Math.sin(2 * Math.PI * (now / ((2 + 4 * shareOf(key)) * hour) + shareOf(`${key}/phase`)))
  const tremble = shareOf(`${key}/${window}`) - 0.5
  const cpu = (asked.cpu === undefined ? usual.cpu : asked.cpu * 0.5) * (1 + 0.35 * wave + 0.3 * tremble)
  const memory =
    (asked.memory === undefined ? usual.memory : asked.memory * 0.65) * (1 + 0.08 * wave + 0.02 * tremble)
  return {
    cpu: Math.max(0, Math.min(cpu, most.cpu ?? Infinity)),
    memory: Math.max(leastMemory, Math.min(memory, (most.memory ?? Infinity) * 0.95)),
  }
}

export function sumOf(usages: Iterable<Usage>): Usage {
  const sum = { cpu: 0, memory: 0 }
  for (const { cpu, memory } of usages) {
    sum.cpu += cpu
    sum.memory += memory
  }
  return sum
}

/** As metrics-server writes it: billionths of a processor, and kibibytes. */
export function formatUsage({ cpu, memory }: Usage): { cpu: string; memory: string } {
  const nanos = Math.round(cpu * 1_000_000)
  return { cpu: nanos === 0 ? '0' : `${nanos}n`, memory: `${Math.round(memory / 1024)}Ki` }
}
