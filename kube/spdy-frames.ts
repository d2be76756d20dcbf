/** A larger frame is refused: client-go sends at most 32 KiB of data at once. */
export const mostFrameBytes = 1024 * 1024

const version = 3
const fin = 0x01

const types = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const

export const resetReasons = { protocolError: 1, refusedStream: 3, cancel: 5 } as const

/** A frame of SPDY/3.1; headers are still packed. Frames that mean nothing to us are `other`. */
export type Frame =
  | { type: 'data'; stream: number; bytes: Buffer; last: boolean }
  | { type: 'open'; stream: number; block: Buffer; last: boolean }
  /** Read for what they do to the compression alone. */
  | { type: 'headers'; stream: number; block: Buffer; last: boolean }
  | { type: 'reset'; stream: number }
  | { type: 'ping'; id: number }
  | { type: 'goAway' }
  | { type: 'other' }

/** Cuts what arrives into frames. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0)

  /** The frames that are whole with this piece; throws what is wrong with one. */
  read(piece: Buffer): Frame[] {
    const frames: Frame[] = []
    this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece])
    while (this.#bytes.length >= 8) {
      const length = this.#bytes.readUIntBE(5, 3)
      if (length > mostFrameBytes) throw new Error(`a frame of ${length} bytes is too large`)
      if (this.#bytes.length < 8 + length) break
      const frame = this.#bytes.subarray(0, 8 + length)
      this.#bytes = this.#bytes.subarray(8 + length)
      frames.push(parse(frame))
    }
    return frames
  }
}

/** https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/#22-framing */
function parse(frame: Buffer): Frame {
  const head = frame.readUInt32BE(0)
  const last = (frame.readUInt8(4) & fin) !== 0
  const body = frame.subarray(8)
  if (head < 0x80000000) return { type: 'data', stream: head, bytes: body, last }
  const spoken = (head >>> 16) & 0x7fff
  if (spoken !== version) throw new Error(`SPDY version ${spoken} is not spoken here`)
  return parseControl(head & 0xffff, body, last)
}

function parseControl(type: number, body: Buffer, last: boolean): Frame {
  switch (type) {
    case types.synStream:
      return { type: 'open', stream: streamOf(body, 10), block: body.subarray(10), last }
    case types.synReply:
    case types.headers:
      return { type: 'headers', stream: streamOf(body, 4), block: body.subarray(4), last }
    case types.rstStream:
      return { type: 'reset', stream: streamOf(body, 8) }
    case types.ping:
      return { type: 'ping', id: streamOf(body, 4) }
    case types.goAway:
      return { type: 'goAway' }
    default:
      return { type: 'other' }
  }
}

function streamOf(body: Buffer, least: number): number {
  if (body.length < least) throw new Error(`a frame of ${body.length} bytes is too short`)
  return body.readUInt32BE(0) & 0x7fffffff
}

export function dataFrame(stream: number, bytes: Uint8Array, last: boolean): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(stream)
  head.writeUInt32BE((last ? fin << 24 : 0) | bytes.length, 4)
  return Buffer.concat([head, bytes])
}

export function openFrame(stream: number, block: Uint8Array, last = false): Buffer {
  return control(types.synStream, Buffer.concat([numbers(stream, 0), Buffer.alloc(2), block]), last)
}

export function replyFrame(stream: number, block: Uint8Array): Buffer {
  return control(types.synReply, Buffer.concat([numbers(stream), block]))
}

export function resetFrame(stream: number, reason: number): Buffer {
  return control(types.rstStream, numbers(stream, reason))
}

export function pingFrame(id: number): Buffer {
  return control(types.ping, numbers(id))
}

/** Says that no further streams are taken. */
export function goAwayFrame(lastStream: number): Buffer {
  return control(types.goAway, numbers(lastStream, 0))
}

function control(type: number, body: Buffer, last = false): Buffer {
  const head = numbers(0x80000000 + version * 0x10000 + type, body.length)
  if (last) head.writeUInt8(fin, 4)
  return Buffer.concat([head, body])
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}
