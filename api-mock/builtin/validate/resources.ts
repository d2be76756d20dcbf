import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { addQuantities, compareQuantities, formatQuantity, type Quantity } from '#kube/quantity.ts'
import { isHugePages } from '#api-mock/pods/resources.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { each, problems, when } from './checks.ts'
import { qualifiedName } from './formats.ts'
import { amountsOf, compareAmounts, quantityOf, quantityText, resourceAmount, zero } from './quantities.ts'
import { objectsOf } from './reading.ts'
import {
  isContainerName,
  isExtended,
  isNative,
  isQuotaName,
  isStandardName,
  mayOvercommit,
} from './resource-names.ts'

type NameRule = (name: string, field: string) => FieldCause[]

export const resourceName: NameRule = (name, field) => {
  const form = problems(field, name, qualifiedName(name))
  if (form.length > 0) return form
  const detail = 'must be a standard resource type or fully qualified'
  return when(!name.includes('/') && !isStandardName(name), invalidValue(field, name, detail))
}

export const containerResourceName: NameRule = (name, field) => [
  ...resourceName(name, field),
  ...(name.includes('/')
    ? when(
        !isNative(name) && !isExtended(name),
        invalidValue(field, name, "doesn't follow extended resource name standard"),
      )
    : when(!isContainerName(name), invalidValue(field, name, 'must be a standard resource for containers'))),
]

export const quotaResourceName: NameRule = (name, field) => [
  ...resourceName(name, field),
  ...when(
    !name.includes('/') && !isQuotaName(name),
    invalidValue(field, name, 'must be a standard resource for quota'),
  ),
]

/** What a whole pod may ask for, besides what its containers do. */
const podResourceName: NameRule = (name, field) => {
  const causes = resourceName(name, field)
  if (causes.length > 0 || name === 'cpu' || name === 'memory' || isHugePages(name)) return causes
  return [unsupportedValue(field, name, ['cpu', 'hugepages-', 'memory'])]
}

/** Limits and requests of a container or a pod; `claims` are the names of the pod's resource claims. */
export function resourceRequirements(
  value: unknown,
  field: string,
  nameRule: NameRule,
  claims: readonly string[] = [],
): FieldCause[] {
  const { limits, requests, claims: used } = fieldsOf(value)
  return [
    ...amountsOf(limits).flatMap(([name, amount]) =>
      amountCauses(name, amount, `${field}.limits[${name}]`, nameRule),
    ),
    ...amountsOf(requests).flatMap(([name, amount]) => [
      ...amountCauses(name, amount, `${field}.requests[${name}]`, nameRule),
      ...requestCauses(name, amount, fieldsOf(limits), field),
    ]),
    ...hugePagesCauses({ ...fieldsOf(limits), ...fieldsOf(requests) }, field),
    ...claimCauses(used, claims, `${field}.claims`),
  ]
}

function amountCauses(name: string, amount: unknown, field: string, nameRule: NameRule): FieldCause[] {
  return [
    ...nameRule(name, field),
    ...resourceAmount(name, amount, field),
    ...pageCauses(name, amount, field),
  ]
}

function pageCauses(name: string, amount: unknown, field: string): FieldCause[] {
  if (!isHugePages(name)) return []
  const size = quantityOf(name.slice('hugepages-'.length)).nanos
  const divisible = size > 0n && quantityOf(amount).nanos % size === 0n
  const detail = `${quantityText(amount)} is not positive integer multiple of ${name}`
  return when(!divisible, invalidValue(field, quantityText(amount), detail))
}

function requestCauses(name: string, amount: unknown, limits: JsonObject, field: string): FieldCause[] {
  if (!Object.hasOwn(limits, name)) {
    const detail = 'Limit must be set for non overcommitable resources'
    return when(!mayOvercommit(name), requiredValue(`${field}.limits`, detail))
  }
  const order = compareAmounts(amount, limits[name])
  const limit = quantityText(limits[name])
  const invalid = (detail: string): FieldCause =>
    invalidValue(`${field}.requests`, quantityText(amount), detail)
  if (order !== 0 && !mayOvercommit(name)) return [invalid(`must be equal to ${name} limit of ${limit}`)]
  return when(order > 0, invalid(`must be less than or equal to ${name} limit of ${limit}`))
}

function hugePagesCauses(amounts: JsonObject, field: string): FieldCause[] {
  const alone = !('cpu' in amounts) && !('memory' in amounts)
  const pages = Object.keys(amounts).some((name) => isHugePages(name))
  return when(alone && pages, forbiddenValue(field, 'HugePages require cpu or memory'))
}

function claimCauses(used: unknown, claims: readonly string[], field: string): FieldCause[] {
  const names = claims.length === 0 ? ' which is empty' : `: ${[...claims].sort().join(', ')}`
  const detail = `must be one of the names in pod.spec.resourceClaims${names}`
  const seen = new Set<string>()
  return each(used, field, (claim, path) => {
    const name = textOf(claim.name)
    if (name === '') return [requiredValue(path)]
    const request = textOf(claim.request)
    const key = request === '' ? name : `${name}/${request}`
    const twice = seen.has(name) || seen.has(key)
    seen.add(key)
    return [
      ...when(twice, duplicateValue(path, seen.has(name) ? name : key)),
      ...when(!claims.includes(name), notFoundValue(path, name, detail)),
    ]
  })
}

/** What a pod asks for as a whole must be enough for its containers. */
export function podResources(spec: JsonObject, field: string): FieldCause[] {
  const { resources } = spec
  if (!isObject(resources)) return []
  const path = `${field}.resources`
  if (fieldsOf(spec.os).name === 'windows') return [forbiddenValue(path, 'may not be set for a windows pod')]
  const claims = 'claims may not be set for Resources at pod-level'
  return [
    ...when(Array.isArray(resources.claims), forbiddenValue(`${path}.claims`, claims)),
    ...resourceRequirements(resources, path, podResourceName),
    ...consistencyCauses(spec, resources, path),
  ]
}

function consistencyCauses(spec: JsonObject, resources: JsonObject, field: string): FieldCause[] {
  const requests = fieldsOf(resources.requests)
  const limits = fieldsOf(resources.limits)
  const containers = objectsOf(spec.containers)
  return [
    ...amountsOf(requests).flatMap(([name, amount]) => {
      const sum = requestedBy(spec, name)
      const detail = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`
      const invalid = invalidValue(`${field}.requests[${name}]`, quantityText(amount), detail)
      return when(compareQuantities(sum, quantityOf(amount)) > 0, invalid)
    }),
    ...containers.flatMap((container, index) =>
      amountsOf(fieldsOf(container.resources).limits).flatMap(([name, amount]) => {
        const detail = `must be less than or equal to pod limits of ${quantityText(limits[name])}`
        const path = `${field}.containers[${index}][${name}].limits`
        const above = name in limits && compareAmounts(amount, limits[name]) > 0
        return when(above, invalidValue(path, quantityText(amount), detail))
      }),
    ),
  ]
}

/** The most that the containers of a pod request of a resource at any time. */
function requestedBy(spec: JsonObject, name: string): Quantity {
  const requested = (container: JsonObject): Quantity =>
    quantityOf(fieldsOf(fieldsOf(container.resources).requests)[name])
  const steady = objectsOf(spec.containers).map(requested).reduce(addQuantities, zero)
  let [sidecars, most] = [zero, zero]
  for (const container of objectsOf(spec.initContainers)) {
    const now = addQuantities(sidecars, requested(container))
    if (container.restartPolicy === 'Always') sidecars = now
    if (compareQuantities(now, most) > 0) most = now
  }
  const sum = addQuantities(steady, sidecars)
  return compareQuantities(sum, most) > 0 ? sum : most
}
