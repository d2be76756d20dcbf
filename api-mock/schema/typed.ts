import { isObject, jsonTypeName } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { canonicalQuantity } from '#kube/quantity.ts'
import type { GoSchema } from './go-schema.ts'

/** A value that does not fit its Go type, in the words of Go's decoder. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
}

/**
 * Brings a body into the form in which Go would write it again after reading it as a built-in kind: null,
 * unknown and empty fields vanish, the unknown ones are reported; structs by value and fields that are always
 * written are there; quantities and times are canonical. A value of another type throws DecodeError.
 * `metadata` is left to its own reader.
 */
export function decodeTyped(schema: GoSchema, value: JsonObject): { value: JsonObject; unknown: string[] } {
  const unknown: string[] = []
  const decoded = decodeStruct(schema, value, { holder: '', path: '', unknown })
  return { value: decoded, unknown }
}

interface Place {
  /** The Go struct that holds the field. */
  holder: string
  path: string
  unknown: string[]
}

function decode(schema: GoSchema, value: unknown, place: Place): unknown {
  if (value === null || schema['x-kubernetes-preserve-unknown-fields'] === true) return value
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (typeof value !== 'string' && !Number.isInteger(value)) throw mismatch(value, place, 'int32')
    return value
  }
  switch (schema.type) {
    case 'object':
      if (schema.properties === undefined) return decodeMap(schema, value, place)
      if (!isObject(value)) throw mismatch(value, place, goTypeOf(schema))
      return decodeStruct(schema, value, place)
    case 'array':
      return decodeList(schema, value, place)
    case 'string':
      return decodeText(schema, value, place)
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, place, 'bool')
      return value
    case 'integer':
      if (!Number.isInteger(value)) throw mismatch(value, place, schema.format ?? 'int64')
      return value
    default:
      return value
  }
}

function decodeText({ format }: GoSchema, value: unknown, place: Place): string {
  if (format === 'quantity') return decodeQuantity(value)
  if (typeof value !== 'string') throw mismatch(value, place, format === 'byte' ? '[]uint8' : 'string')
  if (format === 'date-time' || format === 'micro-time') return decodeTime(value, format)
  const bad = format === 'byte' ? value.replace(/[\r\n]/g, '').search(/[^A-Za-z0-9+/=]/) : -1
  const cut = format === 'byte' && value.replace(/[\r\n]/g, '').length % 4 !== 0
  if (bad !== -1 || cut)
    throw new DecodeError(`illegal base64 data at input byte ${bad === -1 ? value.length : bad}`)
  return value
}

/** A number is taken too; the answer is the text that Kubernetes writes for it. */
function decodeQuantity(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const canonical = canonicalQuantity(text)
  if (canonical !== undefined) return canonical
  throw new DecodeError(
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  )
}

/** In UTC, with whole seconds or, where the type says so, with microseconds. */
function decodeTime(value: string, format: 'date-time' | 'micro-time'): string {
  const date = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d/.test(value) ? new Date(value) : undefined
  if (date === undefined || Number.isNaN(date.getTime())) {
    const layout = format === 'date-time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00'
    const text = JSON.stringify(value)
    throw new DecodeError(`parsing time ${text} as "${layout}": cannot parse ${text} as "2006"`)
  }
  const [seconds = ''] = date.toISOString().split('.')
  if (format === 'date-time') return `${seconds}Z`
  const [, fraction = ''] = /\.(\d{1,6})/.exec(value) ?? []
  return `${seconds}.${fraction.padEnd(6, '0')}Z`
}

function decodeStruct(schema: GoSchema, value: JsonObject, place: Place): JsonObject {
  const { properties = {}, goType = '' } = schema
  const holder = goType.replace(/^.*\./, '')
  const decoded: JsonObject = {}
  for (const [key, field] of Object.entries(value)) {
    const path = place.path === '' ? key : `${place.path}.${key}`
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property === undefined) place.unknown.push(path)
    else if (path === 'metadata') decoded[key] = field
    else if (field !== null) decoded[key] = decode(property, field, { ...place, holder, path })
  }
  return encoded(schema, decoded, place.path === '')
}

/** The struct as Go's encoder writes it. */
function encoded({ encoding, properties = {} }: GoSchema, value: JsonObject, root: boolean): JsonObject {
  if (encoding === undefined) return value
  for (const name of encoding.omit ?? []) {
    if (Object.hasOwn(value, name) && isEmpty(value[name])) delete value[name]
  }
  for (const [name, zero] of Object.entries(encoding.zero ?? {})) {
    if (!Object.hasOwn(value, name)) value[name] = zero
  }
  for (const name of encoding.structs ?? []) {
    const property = properties[name]
    if (Object.hasOwn(value, name) || property === undefined || (root && name === 'metadata')) continue
    value[name] = encoded(property, {}, false)
  }
  return value
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0 || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) && Object.keys(value).length === 0
}

function decodeMap(schema: GoSchema, value: unknown, place: Place): unknown {
  const { additionalProperties } = schema
  if (!isObject(value)) throw mismatch(value, place, goTypeOf(schema))
  if (typeof additionalProperties !== 'object') return value
  // The field of a map is named alone, not with the key.
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, decode(additionalProperties, field, place)]),
  )
}

function decodeList(schema: GoSchema, value: unknown, place: Place): unknown {
  const { items } = schema
  if (!Array.isArray(value)) throw mismatch(value, place, goTypeOf(schema))
  if (items === undefined) return value
  return value.map((item: unknown, index) => {
    const unknown: string[] = []
    // Go writes an element that is null as an empty one.
    const decoded = decode(items, item ?? (items.type === 'object' ? {} : item), { ...place, unknown })
    const bare = `${place.path}.`
    place.unknown.push(...unknown.map((path) => `${place.path}[${index}].${path.slice(bare.length)}`))
    return decoded
  })
}

function goTypeOf({ type, format, goType, items, additionalProperties }: GoSchema): string {
  if (goType !== undefined) return goType
  switch (type) {
    case 'array':
      return `[]${items === undefined ? 'string' : goTypeOf(items)}`
    case 'object':
      return `map[string]${typeof additionalProperties === 'object' ? goTypeOf(additionalProperties) : 'string'}`
    case 'boolean':
      return 'bool'
    case 'integer':
      return format ?? 'int64'
    default:
      return format === 'byte' ? '[]uint8' : 'string'
  }
}

function mismatch(value: unknown, { holder, path }: Place, type: string): DecodeError {
  return new DecodeError(
    `json: cannot unmarshal ${jsonTypeName(value)} into Go struct field ${holder}.${path} of type ${type}`,
  )
}
