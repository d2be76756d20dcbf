import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, oneOf, optionalOneOf, problems, required, requiredOneOf, when } from './checks.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './formats.ts'
import { isSet, objectsOf } from './reading.ts'
import { labelSelector, valuesCauses } from './selectors.ts'

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export function tolerations(list: unknown, field: string): FieldCause[] {
  return each(list, field, (toleration, path) => {
    const [key, operator, effect] = [
      textOf(toleration.key),
      textOf(toleration.operator),
      textOf(toleration.effect),
    ]
    const all = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
    const timed = "effect must be 'NoExecute' when `tolerationSeconds` is set"
    return [
      ...(key === '' ? [] : problems(`${path}.key`, key, qualifiedName(key))),
      ...when(key === '' && operator !== 'Exists', invalidValue(`${path}.operator`, operator, all)),
      ...when(
        isSet(toleration.tolerationSeconds) && effect !== 'NoExecute',
        invalidValue(`${path}.effect`, effect, timed),
      ),
      ...toleratedValue(operator, textOf(toleration.value), `${path}.operator`),
      ...(effect === '' ? [] : oneOf(effect, `${path}.effect`, effects)),
    ]
  })
}

function toleratedValue(operator: string, value: string, field: string): FieldCause[] {
  if (operator === '' || operator === 'Equal') {
    const wrong = labelValue(value)
    return when(wrong.length > 0, invalidValue(field, value, wrong.join(';')))
  }
  if (operator === 'Exists') {
    const detail = "value must be empty when `operator` is 'Exists'"
    return when(value !== '', invalidValue(field, value, detail))
  }
  const numeric = operator === 'Lt' || operator === 'Gt' ? ['Lt', 'Gt'] : []
  return [unsupportedValue(field, operator, ['Equal', 'Exists', ...numeric])]
}

export function taints(list: unknown, field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(list, field, (taint, path) => {
    const [key, value, effect] = [textOf(taint.key), textOf(taint.value), textOf(taint.effect)]
    const wrong = labelValue(value)
    const twice = seen.has(`${effect} ${key}`)
    seen.add(`${effect} ${key}`)
    return [
      ...problems(`${path}.key`, key, qualifiedName(key)),
      ...when(wrong.length > 0, invalidValue(`${path}.value`, value, wrong.join(';'))),
      ...requiredOneOf(effect, `${path}.effect`, effects),
      ...when(twice, duplicateTaint(taint, path)),
    ]
  })
}

function duplicateTaint(taint: JsonObject, field: string): FieldCause {
  const { key, value, effect, timeAdded } = taint
  const shown = {
    Key: textOf(key),
    Value: textOf(value),
    Effect: textOf(effect),
    TimeAdded: timeAdded ?? null,
  }
  const detail = 'taints must be unique by key and effect pair'
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${JSON.stringify(shown)}: ${detail}`,
    field,
  }
}

export function affinity(value: unknown, field: string): FieldCause[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = fieldsOf(value)
  return [
    ...ofNodes(fieldsOf(nodeAffinity), `${field}.nodeAffinity`),
    ...ofPods(fieldsOf(podAffinity), `${field}.podAffinity`),
    ...ofPods(fieldsOf(podAntiAffinity), `${field}.podAntiAffinity`),
  ]
}

const mustHold = 'requiredDuringSchedulingIgnoredDuringExecution'
const mayHold = 'preferredDuringSchedulingIgnoredDuringExecution'

function ofNodes(value: JsonObject, field: string): FieldCause[] {
  return [
    ...nodeSelector(value[mustHold], `${field}.${mustHold}`),
    ...each(value[mayHold], `${field}.${mayHold}`, (term, path) => [
      ...weight(term, path),
      ...nodeTerm(fieldsOf(term.preference), `${path}.preference`, false),
    ]),
  ]
}

export function nodeSelector(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const path = `${field}.nodeSelectorTerms`
  const none = 'must have at least one node selector term'
  if (objectsOf(value.nodeSelectorTerms).length === 0) return [requiredValue(path, none)]
  return each(value.nodeSelectorTerms, path, (term, termPath) => nodeTerm(term, termPath, true))
}

function nodeTerm(term: JsonObject, field: string, strict: boolean): FieldCause[] {
  return [
    ...each(term.matchExpressions, `${field}.matchExpressions`, (requirement, path) =>
      nodeExpression(requirement, path, strict),
    ),
    ...each(term.matchFields, `${field}.matchFields`, nodeField),
  ]
}

function nodeExpression(requirement: JsonObject, field: string, strict: boolean): FieldCause[] {
  const key = textOf(requirement.key)
  const values = textsOf(requirement.values)
  const numeric = requirement.operator === 'Gt' || requirement.operator === 'Lt'
  const single = "must be specified single value when `operator` is 'Lt' or 'Gt'"
  return [
    ...(numeric
      ? when(values.length !== 1, requiredValue(`${field}.values`, single))
      : valuesCauses(requirement, field)),
    ...problems(`${field}.key`, key, qualifiedName(key)),
    ...(strict
      ? values.flatMap((value, index) => problems(`${field}.values[${index}]`, value, labelValue(value)))
      : []),
  ]
}

function nodeField(requirement: JsonObject, field: string): FieldCause[] {
  const { key, operator, values } = requirement
  const single = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
  const known = operator === 'In' || operator === 'NotIn'
  return [
    ...(known
      ? when(textsOf(values).length !== 1, requiredValue(`${field}.values`, single))
      : [invalidValue(`${field}.operator`, textOf(operator), 'not a valid selector operator')]),
    ...(key === 'metadata.name'
      ? textsOf(values).flatMap((value, index) =>
          problems(`${field}.values[${index}]`, value, dnsSubdomain(value)),
        )
      : [invalidValue(`${field}.key`, textOf(key), 'not a valid field selector key')]),
  ]
}

function weight(term: JsonObject, field: string): FieldCause[] {
  const number = numberOf(term.weight)
  const outside = number <= 0 || number > 100
  return when(outside, invalidValue(`${field}.weight`, number, 'must be in the range 1-100'))
}

function ofPods(value: JsonObject, field: string): FieldCause[] {
  return [
    ...each(value[mustHold], `${field}.${mustHold}`, podTerm),
    ...each(value[mayHold], `${field}.${mayHold}`, (term, path) => [
      ...weight(term, path),
      ...podTerm(fieldsOf(term.podAffinityTerm), `${path}.podAffinityTerm`),
    ]),
  ]
}

function podTerm(term: JsonObject, field: string): FieldCause[] {
  const topology = textOf(term.topologyKey)
  return [
    ...labelSelector(term.labelSelector, `${field}.labelSelector`),
    ...labelSelector(term.namespaceSelector, `${field}.namespaceSelector`),
    ...textsOf(term.namespaces).flatMap((name) => problems(`${field}.namespace`, name, dnsLabel(name))),
    ...labelKeys(term, field),
    ...required(topology, `${field}.topologyKey`, 'can not be empty'),
    ...problems(`${field}.topologyKey`, topology, qualifiedName(topology)),
  ]
}

/** Keys whose values are taken from the pod itself; they need a selector to be added to. */
function labelKeys(term: JsonObject, field: string): FieldCause[] {
  const [match, mismatch] = [textsOf(term.matchLabelKeys), textsOf(term.mismatchLabelKeys)]
  const both = 'exists in both matchLabelKeys and mismatchLabelKeys'
  const keys = (list: readonly string[], path: string): FieldCause[] => {
    const missing = 'must not be specified when labelSelector is not set'
    if (list.length === 0) return []
    if (!isObject(term.labelSelector)) return [forbiddenValue(path, missing)]
    return list.flatMap((key, index) => problems(`${path}[${index}]`, key, qualifiedName(key)))
  }
  return [
    ...keys(match, `${field}.matchLabelKeys`),
    ...keys(mismatch, `${field}.mismatchLabelKeys`),
    ...match.flatMap((key, index) =>
      when(mismatch.includes(key), invalidValue(`${field}.matchLabelKeys[${index}]`, key, both)),
    ),
  ]
}

export function topologySpread(list: unknown, field: string): FieldCause[] {
  const constraints = objectsOf(list)
  return each(constraints, field, (constraint, path, index) => {
    const { maxSkew, topologyKey, whenUnsatisfiable: action, minDomains } = constraint
    const again = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === action)
    const pair = `{${textOf(topologyKey)}, ${textOf(action)}}`
    const wrong = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${textOf(action)}`
    return [
      ...positive(maxSkew, `${path}.maxSkew`),
      ...required(topologyKey, `${path}.topologyKey`, 'can not be empty'),
      ...oneOf(action, `${path}.whenUnsatisfiable`, ['DoNotSchedule', 'ScheduleAnyway']),
      ...when(again, duplicateValue(`${path}.{topologyKey, whenUnsatisfiable}`, pair)),
      ...(isSet(minDomains) ? positive(minDomains, `${path}.minDomains`) : []),
      ...when(
        isSet(minDomains) && action !== 'DoNotSchedule',
        invalidValue(`${path}.minDomains`, minDomains, wrong),
      ),
      ...optionalOneOf(constraint.nodeAffinityPolicy, `${path}.nodeAffinityPolicy`, ['Honor', 'Ignore']),
      ...optionalOneOf(constraint.nodeTaintsPolicy, `${path}.nodeTaintsPolicy`, ['Honor', 'Ignore']),
      ...labelKeys(constraint, path),
      ...labelSelector(constraint.labelSelector, `${path}.labelSelector`),
    ]
  })
}

function positive(value: unknown, field: string): FieldCause[] {
  const number = numberOf(value)
  return when(number <= 0, invalidValue(field, number, 'must be greater than zero'))
}
