import type { JsonObject } from '#kube/json.ts'
import { addQuantities, compareQuantities, parseQuantity, signOf } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { isOfPods } from './resources.ts'

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

const counted = ['cpu', 'memory'] as const

/**
 * How well a pod is looked after when its node runs short: Guaranteed where everything is limited to what is
 * requested, BestEffort where nothing is said. What is said of the pod as a whole outdoes its containers.
 */
export function qosClassOf(spec: JsonObject): QosClass {
  const asked = resourcesOf(spec)
  const limits = counted.map((name) => sum(asked, 'limits', name))
  const requests = counted.map((name) => sum(asked, 'requests', name))
  if ([...limits, ...requests].every((amount) => amount === undefined)) return 'BestEffort'
  const isLimited = asked.every((resources) =>
    counted.every((name) => amountOf(resources, 'limits', name) !== undefined),
  )
  const isMet = limits.every((limit, index) => isSame(limit, requests[index]))
  return isLimited && isMet ? 'Guaranteed' : 'Burstable'
}

function resourcesOf({ resources, containers, initContainers }: JsonObject): JsonObject[] {
  const whole = fieldsOf(resources)
  const names = [whole.limits, whole.requests].flatMap((amounts) => Object.keys(fieldsOf(amounts)))
  if (names.some(isOfPods)) return [whole]
  return [containers, initContainers].flatMap(listOf).map((container) => fieldsOf(container.resources))
}

function sum(asked: readonly JsonObject[], kind: 'limits' | 'requests', name: string): Quantity | undefined {
  return asked
    .map((resources) => amountOf(resources, kind, name))
    .reduce((total, amount) => {
      if (total === undefined || amount === undefined) return total ?? amount
      return addQuantities(total, amount)
    }, undefined)
}

/** A resource's amount; nothing of it is as good as not said. */
function amountOf(resources: JsonObject, kind: 'limits' | 'requests', name: string): Quantity | undefined {
  const amount = parseQuantity(textOf(fieldsOf(resources[kind])[name]))
  return amount !== undefined && signOf(amount) > 0 ? amount : undefined
}

function isSame(one: Quantity | undefined, other: Quantity | undefined): boolean {
  return one !== undefined && other !== undefined && compareQuantities(one, other) === 0
}
