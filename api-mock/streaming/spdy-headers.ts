import { constants, createDeflate, createInflate } from 'node:zlib'
import type { Deflate, Inflate } from 'node:zlib'
import { spdyDictionary } from '#kube/spdy-dictionary.ts'
import { readHeaders, writeHeaders, type Headers } from '#kube/spdy-headers.ts'

/** What the headers of one stream may unpack to. */
const mostHeaderBytes = 32 * 1024

/** Packs and unpacks the headers of one connection, whose blocks share their compression in each direction. */
export class HeaderBlocks {
  readonly #deflate = createDeflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH })
  readonly #inflate = createInflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH })

  constructor() {
    // Whoever waits for a block is told; afterwards an error is nobody's any more.
    for (const coder of [this.#deflate, this.#inflate]) coder.on('error', () => undefined)
  }

  pack(headers: Headers): Promise<Buffer> {
    return pass(this.#deflate, writeHeaders(headers), Number.POSITIVE_INFINITY)
  }

  /** Throws when the block is no such block or too large; the connection cannot go on then. */
  async unpack(block: Uint8Array): Promise<Headers> {
    return readHeaders(await pass(this.#inflate, block, mostHeaderBytes))
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
