import { isObject, jsonTypeName } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'

/** A value that does not fit its Go type, in the words of Go's decoder. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
}

/**
 * Decodes a body into a built-in kind as Go does: null and unknown fields vanish, the latter are reported, and
 * a value of another type throws DecodeError. `metadata` is left to its own reader.
 */
export function decodeTyped(
  kind: string,
  schema: JsonSchema,
  value: JsonObject,
): { value: JsonObject; unknown: string[] } {
  const unknown: string[] = []
  const decoded = decodeStruct(schema, value, { struct: kind, path: '', unknown })
  return { value: isObject(decoded) ? decoded : {}, unknown }
}

interface Place {
  /** The Go struct that holds the field. */
  struct: string
  path: string
  unknown: string[]
}

function decode(schema: JsonSchema, value: unknown, place: Place): unknown {
  if (value === null || schema['x-kubernetes-preserve-unknown-fields'] === true) return value
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined
        ? decodeMap(schema, value, place)
        : decodeStruct(schema, value, place)
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

function decodeText({ format }: JsonSchema, value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, place, format === 'byte' ? '[]uint8' : 'string')
  const bad = format === 'byte' ? value.replace(/[\r\n]/g, '').search(/[^A-Za-z0-9+/=]/) : -1
  const cut = format === 'byte' && value.replace(/[\r\n]/g, '').length % 4 !== 0
  if (bad !== -1 || cut)
    throw new DecodeError(`illegal base64 data at input byte ${bad === -1 ? value.length : bad}`)
  return value
}

function decodeStruct(schema: JsonSchema, value: unknown, place: Place): unknown {
  if (!isObject(value)) throw mismatch(value, place, `v1.${place.struct}`)
  const properties = schema.properties ?? {}
  const decoded: JsonObject = {}
  for (const [key, field] of Object.entries(value)) {
    const path = place.path === '' ? key : `${place.path}.${key}`
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property === undefined) place.unknown.push(path)
    else if (path === 'metadata') decoded[key] = field
    else if (field !== null) decoded[key] = decode(property, field, { ...place, path })
  }
  return decoded
}

function decodeMap({ additionalProperties }: JsonSchema, value: unknown, place: Place): unknown {
  if (!isObject(value)) throw mismatch(value, place, 'map[string]string')
  if (typeof additionalProperties !== 'object') return value
  // The field of a map is named alone, not with the key.
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, decode(additionalProperties, field, place)]),
  )
}

function decodeList({ items }: JsonSchema, value: unknown, place: Place): unknown {
  if (!Array.isArray(value)) throw mismatch(value, place, '[]string')
  if (items === undefined) return value
  return value.map((item: unknown, index) => {
    const unknown: string[] = []
    const decoded = decode(items, item, { ...place, unknown })
    const bare = `${place.path}.`
    place.unknown.push(...unknown.map((path) => `${place.path}[${index}].${path.slice(bare.length)}`))
    return decoded
  })
}

function mismatch(value: unknown, { struct, path }: Place, type: string): DecodeError {
  return new DecodeError(
    `json: cannot unmarshal ${jsonTypeName(value)} into Go struct field ${struct}.${path} of type ${type}`,
  )
}
