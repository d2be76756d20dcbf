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

/** A `v1.NodeSelectorRequirement` may also compare numbers. */
const nodeOperators: Record<string, LabelOperator> = { ...operators, Gt: 'gt', Lt: 'lt' }

/**
 * A `meta/v1.LabelSelector` as requirements. An empty one selects everything and none at all nothing, for
 * which undefined stands; an operator that is not known selects nothing either.
 */
export function requirementsOf(selector: unknown): LabelSelector | undefined {
  if (!isObject(selector)) return undefined
  const { matchLabels, matchExpressions } = selector
  const expressions = readExpressions(matchExpressions, operators)
  return expressions === undefined
    ? undefined
    : sorted([...requirementsOfLabels(matchLabels), ...expressions])
}

/** Labels that must be as they are given, as in the selector of a service. */
export function requirementsOfLabels(labels: unknown): LabelSelector {
  return Object.entries(isObject(labels) ? labels : {}).map(([key, value]): LabelRequirement => ({
    key,
    operator: '=',
    values: [String(value)],
  }))
}

/** A list of `v1.NodeSelectorRequirement`s; undefined where one cannot be read. */
export function requirementsOfNodes(expressions: unknown): LabelSelector | undefined {
  return readExpressions(expressions, nodeOperators)
}

function readExpressions(
  expressions: unknown,
  known: Record<string, LabelOperator>,
): LabelRequirement[] | undefined {
  const requirements: LabelRequirement[] = []
  for (const expression of Array.isArray(expressions) ? expressions : []) {
    if (!isObject(expression)) return undefined
    const { key, operator: word, values } = expression
    const operator = typeof word === 'string' ? known[word] : undefined
    if (typeof key !== 'string' || operator === undefined) return undefined
    requirements.push({ key, operator, values: Array.isArray(values) ? values.map(String).sort() : [] })
  }
  return requirements
}

function sorted(requirements: LabelRequirement[]): LabelSelector {
  return requirements.sort((one, other) => compareText(one.key, other.key))
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
