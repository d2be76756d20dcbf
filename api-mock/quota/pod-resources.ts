import { addQuantities, compareQuantities, parseQuantity, signOf } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

/** Amounts by the name of their resource, such as `cpu`. */
export type Amounts = ReadonlyMap<string, Quantity>

/** The amounts of a resource list, such as `resources.requests`; what is no quantity is left out. */
export function readAmounts(list: unknown): Amounts {
  const amounts = new Map<string, Quantity>()
  for (const [name, amount] of Object.entries(fieldsOf(list))) {
    const quantity = typeof amount === 'string' || typeof amount === 'number' ? String(amount) : ''
    const parsed = parseQuantity(quantity)
    if (parsed !== undefined) amounts.set(name, parsed)
  }
  return amounts
}

export function addAmounts(one: Amounts, other: Amounts): Amounts {
  const sum = new Map(one)
  for (const [name, amount] of other) {
    const known = sum.get(name)
    sum.set(name, known === undefined ? amount : addQuantities(known, amount))
  }
  return sum
}

function largest(one: Amounts, other: Amounts): Amounts {
  const most = new Map(one)
  for (const [name, amount] of other) {
    const known = most.get(name)
    if (known === undefined || compareQuantities(amount, known) > 0) most.set(name, amount)
  }
  return most
}

/**
 * What a pod asks for as a whole, or may use: its containers together, or what its start takes where that is
 * more, and its overhead. Amounts given for the whole pod count instead. The rules are those of
 * `k8s.io/component-helpers/resource`.
 */
export function podResources({ spec }: KubeObject, kind: 'requests' | 'limits'): Amounts {
  const { containers, initContainers, overhead, resources } = fieldsOf(spec)
  let running: Amounts = new Map()
  for (const container of listOf(containers)) running = addAmounts(running, amountsOf(container, kind))
  let sidecars: Amounts = new Map()
  let starting: Amounts = new Map()
  for (const container of listOf(initContainers)) {
    const own = amountsOf(container, kind)
    if (fieldsOf(container).restartPolicy === 'Always') {
      sidecars = addAmounts(sidecars, own)
      starting = largest(starting, sidecars)
    } else {
      starting = largest(starting, addAmounts(own, sidecars))
    }
  }
  const needed = largest(addAmounts(running, sidecars), starting)
  const given = readAmounts(fieldsOf(resources)[kind])
  const total = new Map([...needed, ...given])
  if (kind === 'requests') return addAmounts(total, readAmounts(overhead))
  // A limit's overhead counts only where there is a limit.
  const extra = [...readAmounts(overhead)].filter(([name]) => total.has(name))
  return addAmounts(total, new Map(extra))
}

/** Whether nothing in a pod asks for or is limited in processor time or memory. */
export function isBestEffort({ spec }: KubeObject): boolean {
  const { containers, initContainers, resources } = fieldsOf(spec)
  const all = [{ resources }, ...listOf(containers), ...listOf(initContainers)]
  return all.every((container) =>
    (['requests', 'limits'] as const).every((kind) => {
      const amounts = amountsOf(container, kind)
      return ['cpu', 'memory'].every((name) => {
        const amount = amounts.get(name)
        return amount === undefined || signOf(amount) <= 0
      })
    }),
  )
}

function amountsOf(container: unknown, kind: 'requests' | 'limits'): Amounts {
  return readAmounts(fieldsOf(fieldsOf(container).resources)[kind])
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
