import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { addQuantities, compareQuantities, formatQuantity, parseQuantity } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { inside, isEmpty } from './fill.ts'

type Amounts = Map<string, Quantity>

/** What is limited is requested too, unless it says otherwise. In pods only: templates stay as they are. */
export const requestsFromLimits = inside('resources', (resources) => {
  const { limits, requests } = resources
  return isObject(limits) && !isEmpty(limits)
    ? { ...resources, requests: { ...limits, ...fieldsOf(requests) } }
    : resources
})

/** The resources of a whole pod, where some of them are given: the rest is what its containers add up to. */
export function withPodResources(spec: JsonObject): JsonObject {
  const { resources } = spec
  if (!isObject(resources) || (isEmpty(resources.limits) && isEmpty(resources.requests))) return spec
  const given = fieldsOf(resources.requests)
  const limits = { ...hugePagesOf(totals(spec, 'limits'), given), ...fieldsOf(resources.limits) }
  if (isEmpty(limits)) return spec
  const asked = Object.entries(totals(spec, 'requests')).filter(
    ([name]) => name === 'cpu' || name === 'memory',
  )
  const limited = Object.entries(limits).filter(([name]) => isOfPods(name))
  const requests = { ...Object.fromEntries([...limited, ...asked]), ...given }
  return { ...spec, resources: { ...resources, limits, ...(isEmpty(requests) ? {} : { requests }) } }
}

/** Whether a pod, and not only a container, can have this resource. */
export function isOfPods(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name)
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

function hugePagesOf(limits: Record<string, string>, requests: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(limits).filter(([name]) => isHugePages(name) && requests[name] === undefined),
  )
}

/**
 * What the containers of a pod need at once. Init containers run one after the other before the others, except
 * those that are restarted always: they stay.
 */
export function totals(spec: JsonObject, kind: 'requests' | 'limits'): Record<string, string> {
  const running: Amounts = new Map()
  for (const container of listOf(spec.containers)) add(running, amountsOf(container, kind))
  const staying: Amounts = new Map()
  const starting: Amounts = new Map()
  for (const container of listOf(spec.initContainers)) {
    const amounts = amountsOf(container, kind)
    if (container.restartPolicy === 'Always') {
      add(running, amounts)
      add(staying, amounts)
      raise(starting, staying)
    } else {
      raise(starting, add(new Map(staying), amounts))
    }
  }
  raise(running, starting)
  return Object.fromEntries([...running].map(([name, quantity]) => [name, formatQuantity(quantity)]))
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function amountsOf(container: JsonObject, kind: 'requests' | 'limits'): Amounts {
  const amounts: Amounts = new Map()
  for (const [name, text] of Object.entries(fieldsOf(fieldsOf(container.resources)[kind]))) {
    const quantity = parseQuantity(textOf(text))
    if (quantity !== undefined) amounts.set(name, quantity)
  }
  return amounts
}

function add(sums: Amounts, amounts: Amounts): Amounts {
  for (const [name, amount] of amounts) {
    const sum = sums.get(name)
    sums.set(name, sum === undefined ? amount : addQuantities(sum, amount))
  }
  return sums
}

function raise(most: Amounts, amounts: Amounts): void {
  for (const [name, amount] of amounts) {
    const known = most.get(name)
    if (known === undefined || compareQuantities(known, amount) < 0) most.set(name, amount)
  }
}
