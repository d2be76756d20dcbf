import { isObject, isRawNumber } from './json.ts'
import type { StatusCause } from './status.ts'

/** One problem with one field of an object, worded as apimachinery's `field.Error` words it. */
export interface FieldCause extends StatusCause {
  reason: string
  message: string
  field: string
}

function cause(reason: string, field: string, what: string, detail: string): FieldCause {
  return { reason, message: detail === '' ? what : `${what}: ${detail}`, field }
}

export function invalidValue(field: string, value: unknown, detail: string): FieldCause {
  return cause('FieldValueInvalid', field, `Invalid value: ${printValue(value)}`, detail)
}

/** The same for a value whose fields Go prints in the order of its type: the caller has printed it. */
export function invalidPrinted(field: string, printed: string, detail: string): FieldCause {
  return cause('FieldValueInvalid', field, `Invalid value: ${printed}`, detail)
}

export function invalidType(field: string, value: unknown, detail: string): FieldCause {
  return cause('FieldValueTypeInvalid', field, `Invalid value: ${printValue(value)}`, detail)
}

export function requiredValue(field: string, detail = ''): FieldCause {
  return cause('FieldValueRequired', field, 'Required value', detail)
}

export function duplicateValue(field: string, value: unknown): FieldCause {
  return cause('FieldValueDuplicate', field, `Duplicate value: ${printValue(value)}`, '')
}

export function notFoundValue(field: string, value: unknown, detail = ''): FieldCause {
  return cause('FieldValueNotFound', field, `Not found: ${printValue(value)}`, detail)
}

/** The same where the value would say nothing and is left out. */
export function invalidField(field: string, detail: string): FieldCause {
  return cause('FieldValueInvalid', field, 'Invalid value', detail)
}

export function forbiddenValue(field: string, detail: string): FieldCause {
  return cause('FieldValueForbidden', field, 'Forbidden', detail)
}

export function unsupportedValue(field: string, value: unknown, supported: readonly string[]): FieldCause {
  const list = supported.map((each) => quote(each)).join(', ')
  const detail = supported.length === 0 ? '' : `supported values: ${list}`
  return cause('FieldValueNotSupported', field, `Unsupported value: ${printValue(value)}`, detail)
}

export function tooLong(field: string, bytes: number): FieldCause {
  return cause('FieldValueTooLong', field, 'Too long', `may not be more than ${count(bytes, 'byte')}`)
}

export function tooMany(field: string, actual: number, most: number): FieldCause {
  return cause('FieldValueTooMany', field, `Too many: ${actual}`, `must have at most ${count(most, 'item')}`)
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

/** A value as those messages show it: strings quoted as Go quotes them, all else as Go's JSON. */
export function printValue(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return printFloat(value)
  return printJson(value)
}

/** Compact JSON as Go's encoder writes it: fields sorted, and `<`, `>`, `&` escaped. */
export function printJson(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sorted(item))
  if (!isObject(value)) return value ?? null
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** Go's `%v` of a float: an exponent of at least two digits below 0.0001 and from 1e21 on. */
function printFloat(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1e-4
  const text = small ? value.toExponential() : String(value)
  return text.replace(/e([+-])(\d)$/, 'e$10$2')
}

const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** A string in double quotes as Go's `%q` writes it: what cannot be printed is escaped. */
export function quote(text: string): string {
  const body = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const known = short[character]
    if (known !== undefined) return known
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `"${body}"`
}

/** How many bytes a string has in UTF-8, which is what Kubernetes' length limits count. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The type that a JSON value has, in the words of JSON schema; beyond 64 bits there are no integers. */
export function jsonType(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (isRawNumber(value)) return isInt64(BigInt(value.rawJSON)) ? 'integer' : 'number'
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? 'integer' : 'number'
  }
  return typeof value
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value
}
