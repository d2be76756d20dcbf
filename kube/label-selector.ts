import { compareText } from './compare-text.ts'
import { isObject } from './json.ts'
import type { LabelOperator, LabelRequirement } from './label-requirements.ts'
import type { LabelSelector } from './selectors.ts'

const operators: Record<string, LabelOperator> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
}

/**
 * A `meta/v1.LabelSelector` as requirements. An empty one selects everything and none at all nothing, for
 * which undefined stands; an operator that is not known selects nothing either.
 */
export function requirementsOf(selector: unknown): LabelSelector | undefined {
  if (!isObject(selector)) return undefined
  const { matchLabels, matchExpressions } = selector
  const exact = Object.entries(isObject(matchLabels) ? matchLabels : {}).map(
    ([key, value]): LabelRequirement => ({ key, operator: '=', values: [String(value)] }),
  )
  const requirements = [...exact]
  for (const expression of Array.isArray(matchExpressions) ? matchExpressions : []) {
    const requirement = isObject(expression) ? readExpression(expression) : undefined
    if (requirement === undefined) return undefined
    requirements.push(requirement)
  }
  return requirements.toSorted((one, other) => compareText(one.key, other.key))
}

function readExpression({ key, operator, values }: Record<string, unknown>): LabelRequirement | undefined {
  const known = typeof operator === 'string' ? operators[operator] : undefined
  if (typeof key !== 'string' || known === undefined) return undefined
  return { key, operator: known, values: Array.isArray(values) ? values.map(String).sort() : [] }
}

/** The text form of requirements, which `parseLabelSelector` reads again. */
export function formatRequirements(requirements: LabelSelector): string {
  return requirements.map(formatRequirement).join(',')
}

function formatRequirement({ key, operator, values }: LabelRequirement): string {
  switch (operator) {
    case 'exists':
      return key
    case '!':
      return `!${key}`
    case 'in':
    case 'notin':
      return `${key} ${operator} (${values.join(',')})`
    case 'gt':
      return `${key}>${values[0] ?? ''}`
    case 'lt':
      return `${key}<${values[0] ?? ''}`
    default:
      return `${key}${operator}${values[0] ?? ''}`
  }
}
