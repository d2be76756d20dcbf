import type { JsonObject } from '#kube/json.ts'
import { milliValue, value } from '#kube/quantity.ts'
import { podResources, readResourceList } from '#api-mock/pods/resources.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'

/** Amounts by resource name: `cpu` in thousandths, all else in whole units. */
export type Amounts = Readonly<Record<string, number>>

/** Reads a ResourceList; what is no quantity counts as nothing. */
export function readAmounts(list: unknown): Amounts {
  return amountsOf(readResourceList(list))
}

function amountsOf(list: ResourceList): Amounts {
  return Object.fromEntries(
    [...list].map(([name, amount]) => [name, name === 'cpu' ? milliValue(amount) : value(amount)]),
  )
}

export function plus(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, 1)
}

export function minus(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, -1)
}

function combine(one: Amounts, other: Amounts, sign: 1 | -1): Amounts {
  const sum: Record<string, number> = { ...one }
  for (const [name, amount] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + sign * amount
  return sum
}

/** What a pod needs of its node. */
export function requestsOf(spec: JsonObject): Amounts {
  return amountsOf(podResources(spec, 'requests'))
}

/** 100m and 200Mi are what kube-scheduler assumes of a container that does not say. */
export function loadOf({ containers }: JsonObject): { cpu: number; memory: number } {
  const load = { cpu: 0, memory: 0 }
  for (const container of listOf(containers)) {
    const { cpu = 100, memory = 200 * 1024 * 1024 } = requestOf(container)
    load.cpu += cpu
    load.memory += memory
  }
  return load
}

function requestOf({ resources }: JsonObject): Amounts {
  return readAmounts(fieldsOf(resources).requests)
}
