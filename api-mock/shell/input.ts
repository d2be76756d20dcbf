/** What a process is given to read, in order. */
export class Input {
  readonly #waiting: Uint8Array[] = []
  readonly #onRead: (length: number) => void
  #ended = false
  #wake: () => void = () => undefined

  /** `onRead` is told how much was taken out. */
  constructor(onRead: (length: number) => void) {
    this.#onRead = onRead
  }

  push(bytes: Uint8Array): void {
    if (this.#ended) return this.#onRead(bytes.length)
    this.#waiting.push(bytes)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** The next bytes; undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const bytes = this.#waiting.shift()
    if (bytes !== undefined) this.#onRead(bytes.length)
    return bytes
  }

  /** All of it; undefined when it is more than `most` bytes. */
  async all(most: number): Promise<Buffer | undefined> {
    const pieces: Uint8Array[] = []
    let length = 0
    for (let bytes = await this.next(); bytes !== undefined; bytes = await this.next()) {
      pieces.push(bytes)
      length += bytes.length
      if (length > most) return undefined
    }
    return Buffer.concat(pieces)
  }
}
