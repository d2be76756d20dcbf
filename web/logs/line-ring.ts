/** What a ring keeps at most, and in what pieces. */
export interface RingLimits {
  bytes: number
  /** A page cannot be scrolled further than some ten million pixels. */
  lines: number
  block: number
}

/** Half a million lines of two hundred bytes; a browser feels no more of it than of a large picture. */
const ordinary: RingLimits = { bytes: 96 * 1024 * 1024, lines: 800_000, block: 256 * 1024 }

/** A piece of the text, encoded as it came, with the places of its line feeds. */
interface Block {
  bytes: Uint8Array<ArrayBuffer>
  length: number
  feeds: Uint32Array<ArrayBuffer>
  /** How many line feeds are in it. */
  lines: number
  /** How many were before it, dropped ones included: line n ends with line feed n. */
  before: number
}

const lineFeed = 10

/**
 * The newest lines of one log, still encoded: bytes in blocks and an index of line feeds in typed arrays, so that
 * half a million lines are some four hundred arrays and not a million strings. What is drawn or searched is decoded
 * then. Lines are numbered from 0 as they came, and a number stays that line's. Where there are too many, whole
 * blocks go from the front.
 */
export class LineRing {
  /** The oldest line that is still whole. */
  first = 0
  /** One past the newest line that is complete. */
  end = 0
  readonly #limits: RingLimits
  #blocks: Block[] = []
  /** How many lines are not whole any more; the last of them may still be coming. */
  #lost = 0

  constructor(limits: Partial<RingLimits> = {}) {
    this.#limits = { ...ordinary, ...limits }
  }

  /** Takes bytes as they come; a line or a character may begin in one and end in another. */
  append(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length;) {
      const block = this.#open()
      const part = bytes.subarray(taken, taken + this.#limits.block - block.length)
      block.bytes.set(part, block.length)
      index(block, block.length, block.length + part.length)
      block.length += part.length
      taken += part.length
      this.end = block.before + block.lines
    }
    this.#drop()
    this.first = Math.min(this.end, this.#lost)
  }

  /** Forgets the beginning of a line whose end has not come: whoever reads on gets all of it again. */
  dropUnfinished(): void {
    this.#lost = this.first
    for (let block = this.#blocks.at(-1); block !== undefined; block = this.#blocks.at(-1)) {
      block.length = block.lines === 0 ? 0 : (block.feeds[block.lines - 1] ?? 0) + 1
      if (block.length > 0) return
      this.#blocks.pop()
    }
  }

  /** Nothing more comes: what has no line feed is the last line. */
  finish(): void {
    const block = this.#blocks.at(-1)
    if (block !== undefined && block.bytes[block.length - 1] !== lineFeed)
      this.append(Uint8Array.of(lineFeed))
  }

  /** The bytes of a line, without its line feed; a copy only where it lies in several blocks. */
  line(number: number): Uint8Array {
    const parts = this.#parts(number, number + 1)
    const [only = new Uint8Array()] = parts
    const bytes = parts.length <= 1 ? only : joined(parts)
    return bytes.subarray(0, Math.max(0, bytes.length - 1))
  }

  /** Some lines as text, decoded at once. */
  texts(from: number, to: number): string[] {
    const decoder = new TextDecoder()
    const text = this.#parts(from, to)
      .map((part) => decoder.decode(part, { stream: true }))
      .join('')
    return (text + decoder.decode()).split('\n').slice(0, to - from)
  }

  /** The block for more bytes. */
  #open(): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.length < this.#limits.block) return last
    const block = {
      bytes: new Uint8Array(this.#limits.block),
      length: 0,
      feeds: new Uint32Array(Math.ceil(this.#limits.block / 128)),
      lines: 0,
      before: this.end,
    }
    this.#blocks.push(block)
    return block
  }

  #drop(): void {
    const { bytes, lines, block } = this.#limits
    for (;;) {
      const [oldest, next] = this.#blocks
      if (oldest === undefined || next === undefined) return
      if (this.#blocks.length * block <= bytes && this.end - next.before <= lines) return
      this.#blocks.shift()
      // The line that began in it has lost its head.
      const isCut = oldest.bytes[oldest.length - 1] !== lineFeed
      this.#lost = next.before + (isCut ? 1 : 0)
    }
  }

  /** The bytes of lines with their line feeds, where they lie. */
  #parts(from: number, to: number): Uint8Array[] {
    if (from < this.first || to > this.end || from >= to) return []
    const ending = this.#blockOf(to - 1)
    const end = this.#blocks[ending]
    if (end === undefined) return []
    const parts: Uint8Array[] = []
    let at = ending
    for (let block: Block | undefined = end; block !== undefined; block = this.#blocks[(at -= 1)]) {
      const until = at === ending ? (block.feeds[to - 1 - block.before] ?? 0) + 1 : block.length
      const begin = from - 1 - block.before
      if (begin >= 0) {
        parts.push(block.bytes.subarray((block.feeds[begin] ?? 0) + 1, until))
        break
      }
      parts.push(block.bytes.subarray(0, until))
      if (from === block.before && at > 0 && this.#endsLine(at - 1)) break
    }
    return parts.reverse()
  }

  #endsLine(at: number): boolean {
    const block = this.#blocks[at]
    return block !== undefined && block.bytes[block.length - 1] === lineFeed
  }

  /** Which block has this line feed. */
  #blockOf(feed: number): number {
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      const block = this.#blocks[middle]
      if (block !== undefined && feed < block.before + block.lines) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Notes the line feeds that lie between two places of a block. */
function index(block: Block, from: number, to: number): void {
  // Only what is filled: the search would go on to the end of the block.
  const bytes = block.bytes.subarray(0, to)
  for (let at = bytes.indexOf(lineFeed, from); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (block.lines === block.feeds.length) {
      const more = new Uint32Array(block.feeds.length * 2)
      more.set(block.feeds)
      block.feeds = more
    }
    block.feeds[block.lines] = at
    block.lines += 1
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
