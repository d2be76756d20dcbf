import { sameJson } from '#kube/json.ts'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  signOf,
  subtractQuantities,
} from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { readResourceList } from '#api-mock/pods/resources.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { computeUsage, hardOf } from '#api-mock/quota/compute-usage.ts'
import { inScopes, scopesOf } from '#api-mock/quota/scopes.ts'
import { chargeOf, units } from '#api-mock/quota/usage.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { trackFields } from '#api-mock/rest/fields.ts'
import { isPod, refused, specOf } from './plugin.ts'
import type { Admitting, Plugin } from './plugin.ts'

const quotas = builtIn('/v1/resourcequotas')

/**
 * Refuses what would exceed a ResourceQuota of the namespace, and enters what it takes into the quota's status
 * with the same write: however many come at once, no more are admitted than there is room for.
 */
export const resourceQuota: Plugin = {
  validate(admitting, object, live) {
    const { context, transaction } = admitting
    const { definition, info } = context
    if (!definition.namespaced || definition.review !== undefined || info.subresource !== undefined) return
    const found = transaction.list(storageKey(quotas), info.namespace ?? '')
    if (found.length === 0 || storageKey(definition) === storageKey(quotas)) return
    const { usage, scopes } = chargeOf(definition, object)
    const before = live === undefined ? undefined : chargeOf(definition, live).usage
    const asked = before === undefined ? usage : added(usage, before)
    for (const stored of found) {
      const quota = toObject(quotas, stored)
      if (!inScopes(scopesOf(quota), scopes)) continue
      const hard = hardOf(quota)
      if (live === undefined && isPod(admitting)) checkContainers(admitting, object, quota, hard)
      const requested = new Map([...asked].filter(([name]) => hard.has(name)))
      if ([...requested.values()].every((amount) => signOf(amount) === 0)) continue
      charge(admitting, object, quota, hard, requested)
    }
  },
}

/** What a change takes besides what the object has already; what it gives back the controller will find. */
function added(after: ResourceList, before: ResourceList): ResourceList {
  return new Map(
    [...after].flatMap(([name, amount]) => {
      const old = before.get(name)
      const more = old === undefined ? amount : subtractQuantities(amount, old)
      return signOf(more) > 0 ? [[name, more] as const] : []
    }),
  )
}

function charge(
  admitting: Admitting,
  object: KubeObject,
  quota: KubeObject,
  hard: ResourceList,
  requested: ResourceList,
): void {
  const { transaction, context } = admitting
  const used = usedOf(admitting, quota)
  const after = new Map(used)
  const exceeded: string[] = []
  for (const [name, amount] of requested) {
    const total = addQuantities(used.get(name) ?? units(0), amount)
    after.set(name, total)
    const limit = hard.get(name)
    if (limit !== undefined && compareQuantities(total, limit) > 0) exceeded.push(name)
  }
  if (exceeded.length > 0) {
    const parts = [requested, used, hard].map((amounts) => printed(amounts, exceeded))
    throw refused(
      admitting,
      object,
      `exceeded quota: ${quota.metadata.name}, requested: ${parts[0] ?? ''}, used: ${parts[1] ?? ''}, limited: ${parts[2] ?? ''}`,
    )
  }
  const status = { ...fieldsOf(quota.status), hard: fieldsOf(quota.spec).hard, used: written(after) }
  const { namespace = '' } = context.info
  const tracking = { definition: quotas, subresource: 'status', now: context.cluster.timestamp() }
  const charged = { object: { ...quota, status }, live: quota, manager: 'kube-apiserver' }
  transaction.put(storageKey(quotas), namespace, quota.metadata.name, trackFields(tracking, charged))
}

/** As the status says, or counted where it does not speak of these limits yet. */
function usedOf({ context, transaction }: Admitting, quota: KubeObject): ResourceList {
  const status = fieldsOf(quota.status)
  if (sameJson(status.hard, fieldsOf(quota.spec).hard)) return readResourceList(status.used)
  return computeUsage(quota, context.cluster.registry.all(), (resource, namespace) =>
    transaction.list(resource, namespace),
  )
}

function written(amounts: ResourceList): Record<string, string> {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))
}

function printed(amounts: ResourceList, names: readonly string[]): string {
  const shown = (amount: Quantity | undefined): string => formatQuantity(amount ?? units(0))
  return names
    .toSorted()
    .map((name) => `${name}=${shown(amounts.get(name))}`)
    .join(',')
}

/** Where processors or memory are limited, each container has to say what it needs. */
const required = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory']

function checkContainers(
  admitting: Admitting,
  object: KubeObject,
  quota: KubeObject,
  hard: ResourceList,
): void {
  const { containers, initContainers } = specOf(object)
  const all = [containers, initContainers].flatMap(listOf)
  const problems = required
    .filter((name) => hard.has(name))
    .flatMap((name) => {
      const silent = all.filter((container) => !says(fieldsOf(container.resources), name))
      const names = silent.map((container) => textOf(container.name)).toSorted()
      return names.length === 0 ? [] : [`${name} for: ${[...new Set(names)].join(',')}`]
    })
  if (problems.length === 0) return
  const why = `failed quota: ${quota.metadata.name}: must specify ${problems.join('; ')}`
  throw refused(admitting, object, why)
}

function says({ requests, limits }: Record<string, unknown>, name: string): boolean {
  const [part, resource = part] = name.split('.')
  return Object.hasOwn(fieldsOf(part === 'limits' ? limits : requests), resource ?? '')
}
