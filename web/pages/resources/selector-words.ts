import { fieldsOf, listOf, textOf } from '#web/pages/inside/fields.ts'

/**
 * A selector as an address has it: of a workload with `matchLabels` and `matchExpressions`, of a Service as labels
 * alone. Undefined for one that chooses nothing.
 */
export function selectorText(selector: unknown): string | undefined {
  const fields = fieldsOf(selector)
  const isPlain = !('matchLabels' in fields) && !('matchExpressions' in fields)
  const labels = Object.entries(fieldsOf(isPlain ? fields : fields['matchLabels']))
  const parts = [
    ...labels.map(([key, value]) => `${key}=${textOf(value)}`),
    ...listOf(fields['matchExpressions']).map(expressionText),
  ]
  return parts.length === 0 ? undefined : parts.join(',')
}

function expressionText({ key, operator, values }: Readonly<Record<string, unknown>>): string {
  const name = textOf(key)
  const list = Array.isArray(values) ? values.map(textOf).join(',') : ''
  switch (operator) {
    case 'In':
      return `${name} in (${list})`
    case 'NotIn':
      return `${name} notin (${list})`
    case 'DoesNotExist':
      return `!${name}`
    default:
      return name
  }
}
