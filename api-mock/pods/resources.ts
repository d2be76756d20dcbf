import type { JsonObject } from '#kube/json.ts'
import { addQuantities, compareQuantities, parseQuantity } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'

/** Amounts by the name of their resource, such as `cpu`. */
export type ResourceList = ReadonlyMap<string, Quantity>

/** What is no quantity is left out. */
export function readResourceList(list: unknown): ResourceList {
  const amounts = new Map<string, Quantity>()
  for (const [name, amount] of Object.entries(fieldsOf(list))) {
    const quantity = typeof amount === 'string' || typeof amount === 'number' ? String(amount) : ''
    const parsed = parseQuantity(quantity)
    if (parsed !== undefined) amounts.set(name, parsed)
  }
  return amounts
}

export function addResources(one: ResourceList, other: ResourceList): ResourceList {
  const sum = new Map(one)
  for (const [name, amount] of other) {
    const known = sum.get(name)
    sum.set(name, known === undefined ? amount : addQuantities(known, amount))
  }
  return sum
}

function largest(one: ResourceList, other: ResourceList): ResourceList {
  const most = new Map(one)
  for (const [name, amount] of other) {
    const known = most.get(name)
    if (known === undefined || compareQuantities(amount, known) > 0) most.set(name, amount)
  }
  return most
}

/**
 * What the containers of a pod ask for, or may use, at once: together, or what their start takes where that is
 * more. Init containers run one after the other before the others, except those that are restarted always:
 * they stay.
 */
export function containerResources(
  { containers, initContainers }: JsonObject,
  kind: 'requests' | 'limits',
): ResourceList {
  let running: ResourceList = new Map()
  for (const container of listOf(containers)) running = addResources(running, resourcesOf(container, kind))
  let sidecars: ResourceList = new Map()
  let starting: ResourceList = new Map()
  for (const container of listOf(initContainers)) {
    const own = resourcesOf(container, kind)
    if (container.restartPolicy === 'Always') {
      sidecars = addResources(sidecars, own)
      starting = largest(starting, sidecars)
    } else {
      starting = largest(starting, addResources(own, sidecars))
    }
  }
  return largest(addResources(running, sidecars), starting)
}

/**
 * What a pod asks for as a whole, or may use: what its containers do, and its overhead. Amounts given for the
 * whole pod count instead. The rules are those of `k8s.io/component-helpers/resource`.
 */
export function podResources(spec: JsonObject, kind: 'requests' | 'limits'): ResourceList {
  const total = new Map([...containerResources(spec, kind), ...resourcesOf(spec, kind)])
  const overhead = readResourceList(spec.overhead)
  if (kind === 'requests') return addResources(total, overhead)
  // A limit's overhead counts only where there is a limit.
  return addResources(total, new Map([...overhead].filter(([name]) => total.has(name))))
}

/** Whether a pod, and not only a container, can have this resource. */
export function isOfPods(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name)
}

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

function resourcesOf({ resources }: JsonObject, kind: 'requests' | 'limits'): ResourceList {
  return readResourceList(fieldsOf(resources)[kind])
}
