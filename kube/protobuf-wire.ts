/** Bytes that are no protobuf message of Kubernetes; where the envelope could be read it says what is in it. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError'
  apiVersion = ''
  kind = ''
}

/** One field as it is on the wire, before anybody knows its type. */
export type WireField =
  | { number: number; form: 'varint'; value: bigint }
  | { number: number; form: 'bytes'; value: Uint8Array }
  | { number: number; form: 'fixed'; value: Uint8Array }

interface Cursor {
  bytes: Uint8Array
  position: number
}

const endOfInput = 'unexpected EOF'

/**
 * The fields of one message, in the order of the wire. Throws ProtobufError, in the words of Go's decoder, when
 * the bytes end early or are none. Groups, which nobody sends any more, are refused.
 */
export function* wireFields(bytes: Uint8Array): Generator<WireField, void, undefined> {
  const cursor = { bytes, position: 0 }
  while (cursor.position < bytes.length) {
    const tag = readSize(cursor)
    const number = Math.floor(tag / 8)
    const form = tag % 8
    if (number === 0) throw new ProtobufError(`proto: illegal tag ${number} (wire type ${form})`)
    if (form === 0) yield { number, form: 'varint', value: readVarint(cursor) }
    else if (form === 1) yield { number, form: 'fixed', value: take(cursor, 8) }
    else if (form === 2) yield { number, form: 'bytes', value: take(cursor, readSize(cursor)) }
    else if (form === 5) yield { number, form: 'fixed', value: take(cursor, 4) }
    else throw new ProtobufError(`proto: illegal wireType ${form}`)
  }
}

/** The numbers of a list that is sent as one run of bytes. */
export function* packedVarints(bytes: Uint8Array): Generator<bigint, void, undefined> {
  const cursor = { bytes, position: 0 }
  while (cursor.position < bytes.length) yield readVarint(cursor)
}

const mostVarintBytes = 10

function readVarint(cursor: Cursor): bigint {
  let value = 0n
  for (let index = 0; index < mostVarintBytes; index += 1) {
    const byte = nextByte(cursor)
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) return BigInt.asUintN(64, value)
  }
  throw new ProtobufError('proto: integer overflow')
}

/** A tag or a length: a small number, since nothing here is longer than the body of a request. */
function readSize(cursor: Cursor): number {
  const { bytes, position } = cursor
  const first = bytes[position] ?? 0x80
  if (first < 0x80) {
    cursor.position += 1
    return first
  }
  const value = readVarint(cursor)
  if (value >> 63n === 1n) throw new ProtobufError('proto: negative length found during unmarshaling')
  return Number(value)
}

function nextByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.position]
  if (byte === undefined) throw new ProtobufError(endOfInput)
  cursor.position += 1
  return byte
}

function take(cursor: Cursor, length: number): Uint8Array {
  const { bytes, position } = cursor
  if (length > bytes.length - position) throw new ProtobufError(endOfInput)
  cursor.position += length
  return bytes.subarray(position, position + length)
}

/** The bytes of a field that is text, bytes or a message; `name` is for the error that it is not. */
export function bytesOf(field: WireField, name: string): Uint8Array {
  if (field.form === 'bytes') return field.value
  throw wrongForm(field, name)
}

export function varintOf(field: WireField, name: string): bigint {
  if (field.form === 'varint') return field.value
  throw wrongForm(field, name)
}

export function doubleOf(field: WireField, name: string): number {
  if (field.form !== 'fixed' || field.value.length !== 8) throw wrongForm(field, name)
  const { buffer, byteOffset } = field.value
  return new DataView(buffer, byteOffset).getFloat64(0, true)
}

function wrongForm({ form }: WireField, name: string): ProtobufError {
  return new ProtobufError(
    `proto: wrong wireType = ${{ varint: 0, fixed: 1, bytes: 2 }[form]} for field ${name}`,
  )
}
