import { quote } from '#kube/causes.ts'
import { compareText } from '#kube/compare-text.ts'
import { isObject, isRawNumber } from '#kube/json.ts'

/**
 * One step of a path in an object, as FieldsV1 writes it: `f:name` a field, `k:{"name":"a"}` the list element
 * with these keys, `v:"a"` the element that is this value, `i:0` the element at this position.
 */
export type PathElement = string

export function fieldElement(name: string): PathElement {
  return `f:${name}`
}

/** Keys are sorted by name, so that the same element is always written the same. */
export function keyElement(keys: Record<string, unknown>): PathElement {
  const sorted = Object.entries(keys).sort(([one], [other]) => compareText(one, other))
  return `k:${JSON.stringify(Object.fromEntries(sorted))}`
}

export function valueElement(value: unknown): PathElement {
  return `v:${JSON.stringify(value)}`
}

/** A path element as it was sent, brought to the one way of writing it; undefined for what is none. */
export function readElement(text: string): PathElement | undefined {
  if (text.startsWith('f:')) return text
  if (/^i:\d+$/.test(text)) return text
  const value = readJson(text.slice(2))
  if (value === undefined) return undefined
  if (text.startsWith('v:')) return valueElement(value)
  return text.startsWith('k:') && isObject(value) ? keyElement(value) : undefined
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The order in which Kubernetes sorts: fields, keys, values, positions. */
const kinds = 'fkvi'

export function compareElements(one: PathElement, other: PathElement): number {
  const kind = kinds.indexOf(one.charAt(0)) - kinds.indexOf(other.charAt(0))
  return kind === 0 ? compareText(one, other) : kind
}

/** A path as messages show it: `.spec.parts[name="b"].value`, `.spec.set[="x"]`. */
export function printPath(path: readonly PathElement[]): string {
  return path.map(printElement).join('')
}

export function printElement(element: PathElement): string {
  const rest = element.slice(2)
  if (element.startsWith('f:')) return `.${rest}`
  if (element.startsWith('i:')) return `[${rest}]`
  const value: unknown = JSON.parse(rest)
  if (element.startsWith('v:')) return `[=${printScalar(value)}]`
  const keys = isObject(value) ? Object.entries(value) : []
  return `[${keys.map(([name, key]) => `${name}=${printScalar(key)}`).join(',')}]`
}

function printScalar(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  return isRawNumber(value) ? value.rawJSON : JSON.stringify(value)
}
