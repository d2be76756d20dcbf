import { addQuantities } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { readResourceList } from '#api-mock/pods/resources.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { peekObject } from '#api-mock/resources/objects.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { inScopes, scopesOf } from './scopes.ts'
import { chargeOf, units } from './usage.ts'
import type { Charge } from './usage.ts'

/** What a quota allows, by name. */
export function hardOf({ spec }: KubeObject): ResourceList {
  return readResourceList(fieldsOf(spec).hard)
}

/** What objects use of what a quota limits: each limited name has an amount. */
export function usedOf(quota: KubeObject, charges: Iterable<Charge>): ResourceList {
  const scopes = scopesOf(quota)
  const used = new Map<string, Quantity>()
  for (const name of hardOf(quota).keys()) used.set(name, units(0))
  for (const { usage, scopes: own } of charges) {
    if (!inScopes(scopes, own)) continue
    for (const [name, amount] of usage) {
      const known = used.get(name)
      if (known !== undefined) used.set(name, addQuantities(known, amount))
    }
  }
  return used
}

/** A stored state never changes, so that what it uses is computed once. */
const charges = new WeakMap<Stored, Charge>()

function chargeOfStored(definition: ResourceDefinition, stored: Stored): Charge {
  const known = charges.get(stored)
  if (known !== undefined) return known
  const charge = chargeOf(definition, peekObject(definition, stored))
  charges.set(stored, charge)
  return charge
}

/** Where objects are found: a store's collections or, with what is pending, a transaction. */
export type ListObjects = (resource: string, namespace: string) => readonly Stored[]

/** What is used of a quota in its namespace; `definitions` are those of the kinds that it may limit. */
export function computeUsage(
  quota: KubeObject,
  definitions: Iterable<ResourceDefinition>,
  list: ListObjects,
): ResourceList {
  const { namespace = '' } = quota.metadata
  const names = [...hardOf(quota).keys()]
  const found: Charge[] = []
  for (const definition of limitedBy(names, definitions)) {
    for (const stored of list(storageKey(definition), namespace)) {
      found.push(chargeOfStored(definition, stored))
    }
  }
  return usedOf(quota, found)
}

/** The kinds that have something to do with a quota's names, each resource once. */
export function limitedBy(
  names: readonly string[],
  definitions: Iterable<ResourceDefinition>,
): Set<ResourceDefinition> {
  const resources = new Map<string, ResourceDefinition>()
  for (const definition of definitions) {
    if (!definition.namespaced || definition.review !== undefined) continue
    if (names.some((name) => limits(name, definition))) resources.set(storageKey(definition), definition)
  }
  return new Set(resources.values())
}

/** Whether a name in a quota is about a kind. */
function limits(name: string, { group, plural }: ResourceDefinition): boolean {
  if (name.startsWith('count/')) return name === `count/${plural}${group === '' ? '' : `.${group}`}`
  if (group !== '') return false
  const storage = name === 'requests.storage' || name.includes('storageclass.storage.k8s.io/')
  switch (plural) {
    case 'pods':
      return !storage && !name.startsWith('services') && !countedKinds.has(name)
    case 'persistentvolumeclaims':
      return storage || name === plural
    case 'services':
      return name === plural || name.startsWith('services.')
    default:
      return name === plural
  }
}

const countedKinds = new Set([
  'configmaps',
  'secrets',
  'replicationcontrollers',
  'resourcequotas',
  'persistentvolumeclaims',
])
