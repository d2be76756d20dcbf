import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  requiredValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, problems, when } from './checks.ts'
import { qualifiedName } from './formats.ts'
import { printGo } from './go-print.ts'
import { amountsOf, compareAmounts, quantityOf, quantityText, resourceAmount } from './quantities.ts'
import { isSet, objectsOf } from './reading.ts'
import { isQuotaName, isScopeFor, mayOvercommit, quotaScopes } from './resource-names.ts'
import { containerResourceName, quotaResourceName, resourceName } from './resources.ts'

export function resourceQuota(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  const status = fieldsOf(object.status)
  const statusCauses = [...amounts(status.hard, 'status.hard'), ...amounts(status.used, 'status.used')]
  if (subresource === 'status') return statusCauses
  const spec = fieldsOf(object.spec)
  return [
    ...amounts(spec.hard, 'spec.hard'),
    ...scopes(spec, 'spec.scopes'),
    ...scopeSelector(spec, 'spec.scopeSelector.matchExpressions'),
    ...(live === undefined ? statusCauses : scopeChanges(spec, fieldsOf(live.spec))),
  ]
}

function amounts(list: unknown, field: string): FieldCause[] {
  return amountsOf(list).flatMap(([name, amount]) => [
    ...quotaResourceName(name, `${field}[${name}]`),
    ...resourceAmount(name, amount, `${field}[${name}]`),
  ])
}

function unfit(scope: string, spec: JsonObject): string[] {
  const names = amountsOf(spec.hard).map(([name]) => name)
  return names.filter((name) => isQuotaName(name) && !isScopeFor(scope, name))
}

function scopes(spec: JsonObject, field: string): FieldCause[] {
  const list = textsOf(spec.scopes)
  const invalid = (detail: string): FieldCause => invalidValue(field, list, detail)
  return [
    ...list.flatMap((scope) => [
      ...when(!quotaScopes.includes(scope), invalid('unsupported scope')),
      ...unfit(scope, spec).map(() => invalid('unsupported scope applied to resource')),
    ]),
    ...conflicts(list).map(() => invalid('conflicting scopes')),
  ]
}

/** The pairs that no pod can be in at once. */
function conflicts(list: readonly string[]): readonly (readonly string[])[] {
  const pairs = [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ]
  return pairs.filter((pair) => pair.every((scope) => list.includes(scope)))
}

const existing = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity']

function scopeSelector(spec: JsonObject, field: string): FieldCause[] {
  const { scopeSelector: selector } = spec
  if (!isObject(selector)) return []
  const list = objectsOf(selector.matchExpressions)
  const shown = printGo('ScopeSelector', selector)
  const names = list.map(({ scopeName }) => textOf(scopeName))
  return [
    ...list.flatMap((requirement) => {
      const scope = textOf(requirement.scopeName)
      const misfit = invalidPrinted(field, shown, 'unsupported scope applied to resource')
      return [
        ...when(!quotaScopes.includes(scope), invalidValue(`${field}.scopeName`, scope, 'unsupported scope')),
        ...unfit(scope, spec).map(() => misfit),
        ...scopeOperator(requirement, scope, field),
      ]
    }),
    ...conflicts(names).map(() =>
      invalidPrinted(field, JSON.stringify(isSet(spec.scopes) ? spec.scopes : null), 'conflicting scopes'),
    ),
  ]
}

function scopeOperator({ operator, values }: JsonObject, scope: string, field: string): FieldCause[] {
  const count = textsOf(values).length
  const exists =
    "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"
  const some = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"
  const none = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"
  const invalid = (detail: string): FieldCause => invalidValue(`${field}.operator`, textOf(operator), detail)
  const listed = operator === 'In' || operator === 'NotIn'
  const bare = operator === 'Exists' || operator === 'DoesNotExist'
  return [
    ...when(existing.includes(scope) && operator !== 'Exists', invalid(exists)),
    ...when(listed && count === 0, requiredValue(`${field}.values`, some)),
    ...when(bare && count > 0, invalidValue(`${field}.values`, values, none)),
    ...when(!listed && !bare, invalid('not a valid selector operator')),
  ]
}

function scopeChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const [scopeList, before] = [textsOf(spec.scopes), textsOf(old.scopes)]
  const same =
    scopeList.every((scope) => before.includes(scope)) && before.every((scope) => scopeList.includes(scope))
  const shown = scopeList.length === 0 ? null : scopeList
  return when(!same, invalidValue('spec.scopes', shown, 'field is immutable'))
}

export function limitRange({ spec }: KubeObject): FieldCause[] {
  const seen = new Set<string>()
  return each(fieldsOf(spec).limits, 'spec.limits', (limit, field) => {
    const type = textOf(limit.type)
    const twice = seen.has(type)
    seen.add(type)
    return [
      ...limitType(type, `${field}.type`),
      ...when(twice, duplicateValue(`${field}.type`, type)),
      ...limitNames(limit, type, field),
      ...limitedNames(limit, type).flatMap((name) => limitCauses(limit, type, name, field)),
    ]
  })
}

function limitType(type: string, field: string): FieldCause[] {
  const form = problems(field, type, qualifiedName(type))
  if (form.length > 0) return form
  const known = ['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)
  const detail = 'must be a standard limit type or fully qualified'
  return when(!known && !type.includes('/'), invalidValue(field, type, detail))
}

/** What a pod as a whole has no defaults for. */
function limitNames(limit: JsonObject, type: string, field: string): FieldCause[] {
  const rule = type === 'Pod' || type === 'Container' ? containerResourceName : resourceName
  const named = (key: string): FieldCause[] =>
    amountsOf(limit[key]).flatMap(([name]) => rule(name, `${field}.${key}[${name}]`))
  const defaults = ['default', 'defaultRequest'].flatMap((key) =>
    type === 'Pod'
      ? when(
          amountsOf(limit[key]).length > 0,
          forbiddenValue(`${field}.${key}`, "may not be specified when `type` is 'Pod'"),
        )
      : named(key),
  )
  const storage = [limit.min, limit.max].some((list) => isSet(fieldsOf(list).storage))
  const needed = 'either minimum or maximum storage value is required, but neither was provided'
  return [
    ...named('max'),
    ...named('min'),
    ...defaults,
    ...when(type === 'PersistentVolumeClaim' && !storage, requiredValue(`${field}.limits`, needed)),
    ...named('maxLimitRequestRatio'),
  ]
}

function limitedNames(limit: JsonObject, type: string): string[] {
  const keys = ['max', 'min', 'maxLimitRequestRatio']
  const all = type === 'Pod' ? keys : [...keys, 'default', 'defaultRequest']
  return [...new Set(all.flatMap((key) => amountsOf(limit[key]).map(([name]) => name)))].sort()
}

/** The limits of one resource against each other: the smaller, the greater, and where it is told. */
function limitCauses(limit: JsonObject, type: string, name: string, field: string): FieldCause[] {
  const amount = (key: string): unknown => fieldsOf(limit[key])[name]
  const own = (key: string): unknown => (type === 'Pod' ? undefined : amount(key))
  const [min, max] = [amount('min'), amount('max')]
  const [usual, request] = [own('default'), own('defaultRequest')]
  const above = (one: unknown, other: unknown): boolean =>
    isSet(one) && isSet(other) && compareAmounts(one, other) > 0
  const cause = (key: string, value: unknown, detail: string): FieldCause =>
    invalidValue(`${field}.${key}[${name}]`, quantityText(value), detail)
  const than = (one: string, less: unknown, other: string, more: unknown): string =>
    `${one} value ${quantityText(less)} is greater than ${other} value ${quantityText(more)}`
  const unequal = `default value ${quantityText(usual)} must equal to defaultRequest value ${quantityText(request)} in ${name}`
  const differs = isSet(usual) && isSet(request) && compareAmounts(usual, request) !== 0
  return [
    ...when(above(min, max), cause('min', min, than('min', min, 'max', max))),
    ...when(
      above(min, request),
      cause('defaultRequest', request, than('min', min, 'default request', request)),
    ),
    ...when(
      above(request, max),
      cause('defaultRequest', request, than('default request', request, 'max', max)),
    ),
    ...when(
      above(request, usual),
      cause('defaultRequest', request, than('default request', request, 'default limit', usual)),
    ),
    ...when(above(min, usual), cause('default', min, than('min', min, 'default', usual))),
    ...when(above(usual, max), cause('default', max, than('default', usual, 'max', max))),
    ...ratioCauses(amount('maxLimitRequestRatio'), min, max, `${field}.maxLimitRequestRatio[${name}]`),
    ...when(!mayOvercommit(name) && differs, cause('defaultRequest', request, unequal)),
  ]
}

function ratioCauses(ratio: unknown, min: unknown, max: unknown, field: string): FieldCause[] {
  if (!isSet(ratio)) return []
  const text = quantityText(ratio)
  const most = Number(quantityOf(max).nanos) / Number(quantityOf(min).nanos)
  const value = Number(quantityOf(ratio).nanos) / 1e9
  const known = isSet(min) && isSet(max)
  return [
    ...when(value < 1, invalidValue(field, text, `ratio ${text} is less than 1`)),
    ...when(
      known && value > most,
      invalidValue(field, text, `ratio ${text} is greater than max/min = ${most.toFixed(6)}`),
    ),
  ]
}
