import { milliValue, parseQuantity, value } from '#kube/quantity.ts'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

/** Amounts by resource name: `cpu` in thousandths, all else in whole units. */
export type Amounts = Readonly<Record<string, number>>

/** Reads a ResourceList; what is no quantity counts as nothing. */
export function readAmounts(list: unknown): Amounts {
  const amounts: Record<string, number> = {}
  for (const [name, text] of Object.entries(fieldsOf(list))) {
    const quantity = parseQuantity(String(text))
    if (quantity !== undefined) amounts[name] = name === 'cpu' ? milliValue(quantity) : value(quantity)
  }
  return amounts
}

export function plus(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, (left, right) => left + right)
}

export function minus(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, (left, right) => left - right)
}

function most(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, Math.max)
}

function combine(one: Amounts, other: Amounts, how: (left: number, right: number) => number): Amounts {
  const sum: Record<string, number> = { ...one }
  for (const [name, amount] of Object.entries(other)) sum[name] = how(sum[name] ?? 0, amount)
  return sum
}

/**
 * What a pod needs of its node: the sum of its containers, or what an init container needs while it runs
 * beside the sidecars before it, if that is more; what the pod itself asks for stands above both.
 */
export function requestsOf(spec: JsonObject): Amounts {
  let sidecars: Amounts = {}
  let initial: Amounts = {}
  for (const container of containersIn(spec.initContainers)) {
    const own = requestOf(container)
    if (container.restartPolicy === 'Always') sidecars = plus(sidecars, own)
    initial = most(initial, container.restartPolicy === 'Always' ? sidecars : plus(sidecars, own))
  }
  let running = sidecars
  for (const container of containersIn(spec.containers)) running = plus(running, requestOf(container))
  const ofPod = readAmounts(fieldsOf(spec.resources).requests)
  return plus({ ...most(running, initial), ...ofPod }, readAmounts(spec.overhead))
}

/** 100m and 200Mi are what kube-scheduler assumes of a container that does not say. */
export function loadOf({ containers }: JsonObject): { cpu: number; memory: number } {
  const load = { cpu: 0, memory: 0 }
  for (const container of containersIn(containers)) {
    const { cpu = 100, memory = 200 * 1024 * 1024 } = requestOf(container)
    load.cpu += cpu
    load.memory += memory
  }
  return load
}

function requestOf({ resources }: JsonObject): Amounts {
  return readAmounts(fieldsOf(resources).requests)
}

function containersIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : []
}
