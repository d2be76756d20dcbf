import { isObject } from '#kube/json.ts'

/** A value as Go's `%v` prints it. */
export function printGo(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(printGo).join(' ')}]`
  if (typeof value === 'string') return value
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${printGo(value[key])}`)
  return `map[${entries.join(' ')}]`
}
