import { constants, createDeflate, createInflate } from 'node:zlib'
import type { Deflate, Inflate } from 'node:zlib'
import { spdyDictionary } from '#kube/spdy-dictionary.ts'

/** What the headers of one stream may unpack to. */
const mostHeaderBytes = 32 * 1024

/** Names in lower case; several values are one text with a zero byte between them. */
export type Headers = ReadonlyMap<string, string>

/** Packs and unpacks the headers of one connection, whose blocks share their compression in each direction. */
export class HeaderBlocks {
  readonly #deflate = createDeflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH })
  readonly #inflate = createInflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH })

  constructor() {
    // Whoever waits for a block is told; afterwards an error is nobody's any more.
    for (const coder of [this.#deflate, this.#inflate]) coder.on('error', () => undefined)
  }

  pack(headers: Headers): Promise<Buffer> {
    const parts = [uint32(headers.size)]
    for (const text of [...headers].flat()) {
      const bytes = Buffer.from(text)
      parts.push(uint32(bytes.length), bytes)
    }
    return pass(this.#deflate, Buffer.concat(parts), Number.POSITIVE_INFINITY)
  }

  /** Throws when the block is no such block or too large; the connection cannot go on then. */
  async unpack(block: Uint8Array): Promise<Headers> {
    return parse(await pass(this.#inflate, block, mostHeaderBytes))
  }

  close(): void {
    this.#deflate.destroy()
    this.#inflate.destroy()
  }
}

/** All that comes out of a compressor for one block, which has to be whole before the next is given to it. */
function pass(coder: Deflate | Inflate, block: Uint8Array, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let length = 0
    const finish = (error?: Error | null): void => {
      coder.off('data', collect).off('error', finish).off('close', closed)
      if (error === undefined || error === null) resolve(Buffer.concat(pieces))
      else reject(error)
    }
    const closed = (): void => finish(new Error('the headers ended'))
    const collect = (piece: Buffer): void => {
      length += piece.length
      pieces.push(piece)
      if (length <= most) return
      finish(new Error('the headers are too large'))
      coder.destroy()
    }
    coder.on('data', collect).on('error', finish).on('close', closed)
    coder.write(block, finish)
  })
}

function parse(bytes: Buffer): Headers {
  const headers = new Map<string, string>()
  let at = 4
  const next = (): string => {
    const from = at + 4
    at = from + bytes.readUInt32BE(at)
    if (at > bytes.length) throw new Error('a header is longer than its block')
    return bytes.toString('utf8', from, at)
  }
  for (let left = bytes.readUInt32BE(0); left > 0; left -= 1) headers.set(next().toLowerCase(), next())
  return headers
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
