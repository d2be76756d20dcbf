/** A JSON object as parsed: never an array, never null, never a number kept as written. */
export type JsonObject = Record<string, unknown>

/** An integer that a JavaScript number cannot hold; JSON.stringify writes `rawJSON` back unchanged. */
export interface RawJson {
  readonly rawJSON: string
}

/** What the language has since "JSON.parse source text access", which the compiler's library lacks. */
interface RawJsonSupport {
  rawJSON?: (text: string) => RawJson
  isRawJSON?: (value: unknown) => boolean
}

const support: RawJsonSupport = JSON as RawJsonSupport

/** The integer that `text` writes, kept as written; where the runtime cannot keep it, the nearest one. */
export function rawNumber(text: string): unknown {
  return support.rawJSON?.(text) ?? Number(text)
}

export function isRawNumber(value: unknown): value is RawJson {
  return support.isRawJSON?.(value) ?? false
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}

/** What the object itself has at `key`: a field named `constructor` or `__proto__` is a field like any other. */
export function fieldOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Sets an own field, also where its name is `__proto__`, which an assignment would take for the prototype. */
export function setField(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  } else {
    object[key] = value
  }
}

/** A deep copy; numbers kept as written are immutable and stay the same object. */
export function copyJson<T>(value: T): T
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => copyJson(item))
  if (!isObject(value)) return value
  const copy: JsonObject = {}
  for (const key of Object.keys(value)) setField(copy, key, copyJson(value[key]))
  return copy
}

/** Whether two JSON values say the same; the order of an object's fields says nothing. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (isRawNumber(one)) return isRawNumber(other) && one.rawJSON === other.rawJSON
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameJson(item, other[index]))
    )
  }
  if (!isObject(one) || !isObject(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  )
}

/** The type of a JSON value in the words of Go's decoder. */
export function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (isRawNumber(value)) return 'number'
  if (typeof value === 'boolean') return 'bool'
  return value === null ? 'null' : typeof value
}
