import { isObject, setField } from './json.ts'
import type { JsonObject } from './json.ts'
import { messageType, typeOfKind } from './protobuf-types.ts'
import type { FieldType, MessageType } from './protobuf-types.ts'
import { isScalar, isSpecial, readScalar, readSpecial, zeroScalars, zeroSpecials } from './protobuf-values.ts'
import { bytesOf, packedVarints, ProtobufError, wireFields } from './protobuf-wire.ts'
import type { WireField } from './protobuf-wire.ts'

export { ProtobufError } from './protobuf-wire.ts'

export interface ProtobufObject {
  apiVersion: string
  kind: string
  /** The object as JSON has it, `apiVersion` and `kind` included. */
  value: JsonObject
}

const prefix = [0x6b, 0x38, 0x73, 0x00]

/** The bounds of a JSON body: levels of nesting, and values in all, which may be more than were sent. */
const mostLevels = 100
const mostValues = 1_000_000

interface Place {
  level: number
  /** What the whole body may still hold. */
  budget: { values: number }
}

/**
 * Reads an object as kubectl sends it: `k8s\0` and a `runtime.Unknown` that holds a message of the kind it
 * names. The value is what the JSON encoding of the same object would be, except that JSON's nulls, which say
 * nothing, are left out. What the envelope does not name is taken from `defaults`. Throws ProtobufError for
 * broken bytes, too much of them and kinds that are not served.
 */
export function decodeProtobuf(
  bytes: Uint8Array,
  defaults: { apiVersion: string; kind: string } = { apiVersion: '', kind: '' },
): ProtobufObject {
  const envelope = readEnvelope(bytes)
  const apiVersion = envelope.apiVersion || defaults.apiVersion
  const kind = envelope.kind || defaults.kind
  try {
    const type = typeNamed(kindType(apiVersion, kind))
    const place = { level: 0, budget: { values: mostValues } }
    return { apiVersion, kind, value: { kind, apiVersion, ...readMessage(type, envelope.raw, place) } }
  } catch (error) {
    if (error instanceof ProtobufError) Object.assign(error, { apiVersion, kind })
    throw error
  }
}

interface Envelope {
  apiVersion: string
  kind: string
  raw: Uint8Array
}

function readEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length === 0) throw new ProtobufError('empty data')
  if (prefix.some((byte, index) => bytes[index] !== byte)) {
    throw new ProtobufError(
      `provided data does not appear to be a protobuf message, expected prefix [${prefix.join(' ')}]`,
    )
  }
  if (bytes.length === prefix.length) throw new ProtobufError('empty body')
  const envelope: Envelope = { apiVersion: '', kind: '', raw: new Uint8Array() }
  for (const field of wireFields(bytes.subarray(prefix.length))) {
    if (field.number === 1) Object.assign(envelope, readTypeMeta(bytesOf(field, 'typeMeta')))
    else if (field.number === 2) envelope.raw = bytesOf(field, 'raw')
  }
  return envelope
}

function readTypeMeta(bytes: Uint8Array): { apiVersion?: string; kind?: string } {
  const found: { apiVersion?: string; kind?: string } = {}
  for (const field of wireFields(bytes)) {
    const name = field.number === 1 ? 'apiVersion' : 'kind'
    if (field.number <= 2) found[name] = String(readScalar('string', field, name))
  }
  return found
}

function kindType(apiVersion: string, kind: string): string {
  if (kind === '') throw new ProtobufError("Object 'Kind' is missing in 'unknown'")
  const type = typeOfKind(apiVersion, kind)
  if (type !== undefined) return type
  throw new ProtobufError(notRegistered({ apiVersion, kind }))
}

/** What kube-apiserver says of a kind that it does not know, or not in this place. */
export function notRegistered({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`
}

function typeNamed(name: string): MessageType {
  const type = messageType(name)
  if (type === undefined) throw new ProtobufError(`proto: no message type ${name}`)
  return type
}

function readMessage(type: MessageType, bytes: Uint8Array, place: Place): JsonObject {
  const object: JsonObject = {}
  readFields(type, bytes, object, place)
  return object
}

/** Reads a message's fields into an object, which has those of the message around it where this one is inlined. */
function readFields(type: MessageType, bytes: Uint8Array, object: JsonObject, place: Place): void {
  if (place.level > mostLevels) throw new ProtobufError(`the document has more than ${mostLevels} levels`)
  const inlined = new Set<number>()
  for (const wire of wireFields(bytes)) {
    spend(place)
    const field = type.fields.get(wire.number)
    if (field === undefined) continue
    if (field.name === '') {
      inlined.add(field.number)
      readFields(typeNamed(field.type), bytesOf(wire, field.type), object, deeper(place))
    } else if (field.form === 'list') readItems(field, wire, object, place)
    else if (field.form === 'map') readEntry(field, wire, object, place)
    else setValue(object, field, readValue(field, wire, place))
  }
  for (const field of type.fields.values()) {
    if (field.kept !== 'always') continue
    if (field.name === '') {
      if (!inlined.has(field.number)) {
        readFields(typeNamed(field.type), new Uint8Array(), object, deeper(place))
      }
    } else if (!Object.hasOwn(object, field.name)) setValue(object, field, zeroOf(field.type, place))
  }
}

function setValue(object: JsonObject, field: FieldType, value: unknown): void {
  if (value === undefined) return
  if (field.kept !== 'unless-zero' || !isZero(value)) object[field.name] = value
  else if (Object.hasOwn(object, field.name)) delete object[field.name]
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false
}

function readItems(field: FieldType, wire: WireField, object: JsonObject, place: Place): void {
  const before = object[field.name]
  const items: unknown[] = Array.isArray(before) ? before : []
  if (wire.form === 'bytes' && ['int32', 'int64', 'bool'].includes(field.type)) {
    for (const value of packedVarints(wire.value)) {
      spend(place)
      items.push(readValue(field, { number: field.number, form: 'varint', value }, place))
    }
  } else items.push(readValue(field, wire, deeper(place)) ?? null)
  object[field.name] = items
}

/** A map is a list of messages with a key and a value, of which a later one replaces an earlier one. */
function readEntry(field: FieldType, wire: WireField, object: JsonObject, place: Place): void {
  let key = ''
  let value: unknown
  for (const part of wireFields(bytesOf(wire, field.name))) {
    spend(place)
    if (part.number === 1) key = String(readScalar('string', part, 'key'))
    else if (part.number === 2) value = readValue(field, part, deeper(place))
  }
  const before = object[field.name]
  const map = isObject(before) ? before : {}
  setField(map, key, value ?? zeroOf(field.type, place) ?? null)
  object[field.name] = map
}

/** One value of the field's type, whether the field has one, a list or a map of them; undefined for a null. */
function readValue(field: FieldType, wire: WireField, place: Place): unknown {
  const { name, type } = field
  if (isScalar(type)) return readScalar(type, wire, name)
  const bytes = bytesOf(wire, name)
  if (isSpecial(type)) return readSpecial(type, bytes)
  const message = typeNamed(type)
  return message.isUnion
    ? readUnion(message, bytes, deeper(place))
    : readMessage(message, bytes, deeper(place))
}

/** A list with a name, or one of several things, of which the one sent last is the value. */
function readUnion(type: MessageType, bytes: Uint8Array, place: Place): unknown {
  let value: unknown
  for (const wire of wireFields(bytes)) {
    spend(place)
    const field = type.fields.get(wire.number)
    if (field === undefined) continue
    const read = readValue(field, wire, place)
    if (field.form !== 'list') value = read
    else if (Array.isArray(value)) value.push(read)
    else value = [read]
  }
  return value ?? emptyUnion(type)
}

function emptyUnion({ fields }: MessageType): unknown {
  const [first] = fields.values()
  if (first?.form === 'list') return []
  return first?.type === 'bool' ? false : undefined
}

/** What Go has where nothing was sent; undefined where that is null in JSON. */
function zeroOf(type: string, place: Place): unknown {
  spend(place)
  if (isScalar(type)) return zeroScalars[type]
  if (isSpecial(type)) return zeroSpecials[type]
  const message = typeNamed(type)
  return message.isUnion ? emptyUnion(message) : readMessage(message, new Uint8Array(), deeper(place))
}

function deeper({ level, budget }: Place): Place {
  return { level: level + 1, budget }
}

function spend({ budget }: Place): void {
  budget.values -= 1
  if (budget.values < 0) throw new ProtobufError(`the document has more than ${mostValues} values`)
}
