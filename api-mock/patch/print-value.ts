import { isObject } from '#kube/json.ts'

/** A value as Go's `%v` prints it. */
export function printValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(printValue).join(' ')}]`
  if (typeof value === 'string') return value
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${printValue(value[key])}`)
  return `map[${entries.join(' ')}]`
}
