import { isObject } from '#kube/json.ts'
import { failure, StatusError } from '#kube/status.ts'

/** The answer for an error of kube-apiserver that has no reason of its own: a 500 with nothing but its text. */
export function plainError(message: string): StatusError {
  const { reason: _, ...status } = failure(500, '', message)
  return new StatusError(status)
}

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
