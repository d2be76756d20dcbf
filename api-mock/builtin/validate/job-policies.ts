import {
  duplicateValue,
  type FieldCause,
  invalidField,
  invalidValue,
  requiredValue,
  tooMany,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, notNegative, oneOf, problems, when } from './checks.ts'
import { qualifiedName } from './formats.ts'
import { isSet, objectsOf } from './reading.ts'

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore']

/** What a job does about pods that fail. */
export function podFailurePolicy(policy: JsonObject, spec: JsonObject, field: string): FieldCause[] {
  const count = objectsOf(policy.rules).length
  const template = fieldsOf(fieldsOf(spec.template).spec)
  const containers = [...objectsOf(template.containers), ...objectsOf(template.initContainers)]
  const names = containers.map(({ name }) => textOf(name))
  return [
    ...when(count > 20, tooMany(`${field}.rules`, count, 20)),
    ...each(policy.rules, `${field}.rules`, (rule, path) => failureRule(rule, spec, names, path)),
  ]
}

function failureRule(
  rule: JsonObject,
  spec: JsonObject,
  names: readonly string[],
  field: string,
): FieldCause[] {
  const { onExitCodes, onPodConditions } = rule
  const conditions = objectsOf(onPodConditions).length
  const both = 'specifying both OnExitCodes and OnPodConditions is not supported'
  const neither = 'specifying one of OnExitCodes and OnPodConditions is required'
  return [
    ...action(textOf(rule.action), spec, `${field}.action`),
    ...(isObject(onExitCodes) ? exitCodes(onExitCodes, names, `${field}.onExitCodes`) : []),
    ...when(conditions > 20, tooMany(`${field}.onPodConditions`, conditions, 20)),
    ...each(onPodConditions, `${field}.onPodConditions`, ({ type, status }, path) => [
      ...problems(`${path}.type`, textOf(type), qualifiedName(textOf(type))),
      ...listed(status, `${path}.status`, ['False', 'True', 'Unknown']),
    ]),
    ...when(isObject(onExitCodes) && conditions > 0, invalidField(field, both)),
    ...when(!isObject(onExitCodes) && conditions === 0, invalidField(field, neither)),
  ]
}

function action(value: string, spec: JsonObject, field: string): FieldCause[] {
  if (value !== 'FailIndex') return listed(value, field, actions)
  const detail = 'requires the backoffLimitPerIndex to be set'
  return when(!isSet(spec.backoffLimitPerIndex), invalidValue(field, value, detail))
}

/** One of some words, which are named also where there is none. */
function listed(value: unknown, field: string, known: readonly string[]): FieldCause[] {
  if (textOf(value) !== '') return oneOf(value, field, known)
  const list = known.map((word) => JSON.stringify(word)).join(' ')
  return [requiredValue(field, `valid values: [${list}]`)]
}

function exitCodes(value: JsonObject, names: readonly string[], field: string): FieldCause[] {
  const { operator, containerName } = value
  const codes = Array.isArray(value.values) ? value.values.map((code) => numberOf(code)) : []
  const path = `${field}.values`
  const named = 'must be one of the container or initContainer names in the pod template'
  const seen = new Set<number>()
  const ordered = codes.every((code, index) => index === 0 || (codes[index - 1] ?? 0) <= code)
  return [
    ...listed(operator, `${field}.operator`, ['In', 'NotIn']),
    ...when(
      isSet(containerName) && !names.includes(textOf(containerName)),
      invalidValue(`${field}.containerName`, textOf(containerName), named),
    ),
    ...when(
      codes.length === 0,
      invalidValue(path, isSet(value.values) ? codes : null, 'at least one value is required'),
    ),
    ...when(codes.length > 255, tooMany(path, codes.length, 255)),
    ...codes.flatMap((code, index) => {
      const at = `${path}[${index}]`
      const twice = seen.has(code)
      seen.add(code)
      return [
        ...when(operator === 'In' && code === 0, invalidValue(at, code, 'must not be 0 for the In operator')),
        ...when(twice, duplicateValue(at, code)),
      ]
    }),
    ...when(!ordered, invalidValue(path, codes, 'must be ordered')),
  ]
}

/** When an indexed job is done before all its indexes are. */
export function successPolicy(policy: JsonObject, spec: JsonObject, field: string): FieldCause[] {
  const path = `${field}.rules`
  const count = objectsOf(policy.rules).length
  const none = 'at least one rules must be specified when the successPolicy is specified'
  return [
    ...when(count === 0, requiredValue(path, none)),
    ...when(count > 20, tooMany(path, count, 20)),
    ...each(policy.rules, path, (rule, rulePath) => successRule(rule, numberOf(spec.completions), rulePath)),
  ]
}

function successRule(rule: JsonObject, completions: number, field: string): FieldCause[] {
  const { succeededCount, succeededIndexes } = rule
  const missing = 'at least one of succeededCount or succeededIndexes must be specified'
  const indexes = isSet(succeededIndexes) ? readIndexes(textOf(succeededIndexes), completions) : 0
  const wrong = typeof indexes === 'string' ? indexes : undefined
  const total = numberOf(indexes)
  const atMost = (most: number, what: string): FieldCause[] => {
    const detail = `must be less than or equal to ${most} (the number of ${what})`
    const above = isSet(succeededCount) && numberOf(succeededCount) > most
    return when(above, invalidValue(`${field}.succeededCount`, succeededCount, detail))
  }
  return [
    ...when(!isSet(succeededCount) && !isSet(succeededIndexes), requiredValue(field, missing)),
    ...(wrong === undefined
      ? []
      : [
          invalidValue(
            `${field}.succeededIndexes`,
            succeededIndexes,
            `error parsing succeededIndexes: ${wrong}`,
          ),
        ]),
    ...notNegative(rule, field, 'succeededCount'),
    ...atMost(completions, 'specified completions'),
    ...(isSet(succeededIndexes) ? atMost(total, 'indexes in the specified succeededIndexes field') : []),
  ]
}

/** How many indexes a list such as `0,3-5` names, or what is wrong with it. */
function readIndexes(text: string, completions: number): number | string {
  if (text === '') return 0
  let [last, total] = [-1, 0]
  for (const interval of text.split(',')) {
    const limits = interval.split('-')
    if (limits.length > 2) {
      return `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`
    }
    const [from, to] = limits.map((limit) => (/^[+]?\d+$/.test(limit) ? Number(limit) : undefined))
    for (const [index, limit] of limits.entries()) {
      const number = index === 0 ? from : to
      if (number === undefined) {
        return `cannot convert string to integer for index: ${JSON.stringify(limit)}`
      }
      if (number >= completions) return `too large index: ${JSON.stringify(limit)}`
    }
    const [low, high] = [from ?? 0, limits.length === 1 ? (from ?? 0) : (to ?? 0)]
    if (limits.length === 2 && low >= high) {
      return `non-increasing order, previous: ${low}, current: ${high}`
    }
    if (last >= low) return `non-increasing order, previous: ${last}, current: ${low}`
    last = high
    total += high - low + 1
  }
  return total
}
