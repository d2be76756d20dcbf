import type { LabelRequirement } from '#kube/label-requirements.ts'
import { isObject } from '#kube/json.ts'
import { matchesLabels } from '#kube/selectors.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'

export type Labels = Readonly<Record<string, string>>

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
}

/**
 * Reads a `LabelSelector` of an object's spec. An absent one, or one that cannot be read, is undefined: it
 * selects nothing. An empty one selects everything.
 */
export function readSelector(selector: unknown): LabelSelector | undefined {
  if (!isObject(selector)) return undefined
  const { matchLabels, matchExpressions } = selector
  const requirements = readLabelMap(matchLabels)
  for (const expression of Array.isArray(matchExpressions) ? matchExpressions.map(fieldsOf) : []) {
    const { key, values } = expression
    const operator = operators[textOf(expression.operator)]
    if (operator === undefined) return undefined
    requirements.push({
      key: textOf(key),
      operator,
      values: Array.isArray(values) ? values.map(textOf) : [],
    })
  }
  return requirements
}

/** The requirements of labels that must be as they are given, as in the selector of a service. */
export function readLabelMap(labels: unknown): LabelRequirement[] {
  return Object.entries(fieldsOf(labels)).map(([key, value]) => ({
    key,
    operator: '=',
    values: [textOf(value)],
  }))
}

/** Whether labels are selected by what selects something: neither nothing nor everything. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  return selector !== undefined && selector.length > 0 && matchesLabels(selector, labels)
}
