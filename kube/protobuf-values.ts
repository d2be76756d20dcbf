import { rawNumber } from './json.ts'
import { bytesOf, doubleOf, ProtobufError, varintOf, wireFields } from './protobuf-wire.ts'
import type { WireField } from './protobuf-wire.ts'
import { canonicalQuantity } from './quantity.ts'
import { StatusError } from './status.ts'
import { parseJson } from './strict-json.ts'

/** What Go has in a field where nothing was sent, by the type that the field has in protobuf. */
export const zeroScalars = { bool: false, bytes: '', double: 0, int32: 0, int64: 0, string: '' }

/** The same for messages with a JSON of their own; undefined is JSON's null. */
export const zeroSpecials = {
  intstr: 0,
  microtime: undefined,
  quantity: '0',
  raw: undefined,
  time: undefined,
}

type ScalarType = keyof typeof zeroScalars
type SpecialType = keyof typeof zeroSpecials

export function isScalar(type: string): type is ScalarType {
  return Object.hasOwn(zeroScalars, type)
}

export function isSpecial(type: string): type is SpecialType {
  return Object.hasOwn(zeroSpecials, type)
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export function readScalar(type: ScalarType, field: WireField, name: string): unknown {
  switch (type) {
    case 'bool':
      return varintOf(field, name) !== 0n
    case 'bytes':
      return base64(bytesOf(field, name))
    case 'double':
      return finite(doubleOf(field, name), name)
    case 'int32':
      return Number(BigInt.asIntN(32, varintOf(field, name)))
    case 'int64':
      return integer(BigInt.asIntN(64, varintOf(field, name)))
    default:
      return decoder.decode(bytesOf(field, name))
  }
}

function finite(value: number, name: string): number {
  if (!Number.isFinite(value)) throw new ProtobufError(`json: unsupported value: ${value} in field ${name}`)
  return value
}

/** As a JSON document's numbers are kept. */
function integer(value: bigint): unknown {
  const text = String(value)
  return String(Number(value)) === text ? Number(value) : rawNumber(text)
}

/** Arguments to a function must not be too many. */
const piece = 8192

function base64(bytes: Uint8Array): string {
  const characters: string[] = []
  for (let start = 0; start < bytes.length; start += piece) {
    characters.push(String.fromCharCode(...bytes.subarray(start, start + piece)))
  }
  return btoa(characters.join(''))
}

/** Reads a message that JSON writes as something else; undefined where that is null. */
export function readSpecial(type: SpecialType, bytes: Uint8Array): unknown {
  switch (type) {
    case 'intstr':
      return readIntOrString(bytes)
    case 'microtime':
    case 'time':
      return readTime(bytes, type)
    case 'quantity':
      return readQuantity(bytes)
    default:
      return readRaw(bytes)
  }
}

function readIntOrString(bytes: Uint8Array): unknown {
  let isText = false
  let number: unknown = 0
  let text: unknown = ''
  for (const field of wireFields(bytes)) {
    if (field.number === 1) isText = varintOf(field, 'type') === 1n
    else if (field.number === 2) number = readScalar('int32', field, 'intVal')
    else if (field.number === 3) text = readScalar('string', field, 'strVal')
  }
  return isText ? text : number
}

/** The beginning of the year 1 is Go's zero, which has no JSON; RFC 3339 writes the years 0 to 9999. */
const zeroTime = -62_135_596_800n
const startOfTime = -62_167_219_200n
const endOfTime = 253_402_300_800n

/** RFC 3339 in UTC, with six digits of a fraction or none. */
function readTime(bytes: Uint8Array, type: 'time' | 'microtime'): string | undefined {
  if (bytes.length === 0) return undefined
  let seconds = 0n
  let nanos = 0n
  for (const field of wireFields(bytes)) {
    if (field.number === 1) seconds = BigInt.asIntN(64, varintOf(field, 'seconds'))
    else if (field.number === 2) nanos = BigInt.asIntN(32, varintOf(field, 'nanos'))
  }
  const micros = seconds * 1_000_000n + nanos / 1000n
  const whole = type === 'time' ? seconds : (micros - modulo(micros, 1_000_000n)) / 1_000_000n
  if (whole === zeroTime) return undefined
  if (whole < startOfTime || whole >= endOfTime) {
    throw new ProtobufError('Time.MarshalJSON: year outside of range [0,9999]')
  }
  const text = new Date(Number(whole) * 1000).toISOString().slice(0, 19)
  return type === 'time' ? `${text}Z` : `${text}.${String(modulo(micros, 1_000_000n)).padStart(6, '0')}Z`
}

/** Never negative. */
function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by
}

/** The text of a message that has nothing else. */
function onlyText(bytes: Uint8Array, name: string): string {
  let text = ''
  for (const field of wireFields(bytes)) {
    if (field.number === 1) text = String(readScalar('string', field, name))
  }
  return text
}

function readQuantity(bytes: Uint8Array): string {
  if (bytes.length === 0) return zeroSpecials.quantity
  const canonical = canonicalQuantity(onlyText(bytes, 'string'))
  if (canonical === undefined) {
    throw new ProtobufError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    )
  }
  return canonical
}

/** JSON that the message carries as bytes. */
function readRaw(bytes: Uint8Array): unknown {
  const text = onlyText(bytes, 'raw')
  if (text === '') return undefined
  try {
    return parseJson(text)
  } catch (error) {
    throw error instanceof StatusError ? new ProtobufError(error.message) : error
  }
}
