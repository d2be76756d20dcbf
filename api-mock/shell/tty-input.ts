/** What a terminal does with the keys that a running command is given: it shows them, and hands over whole lines. */
export class TtyInput {
  readonly #show: (text: string) => void
  readonly #onInterrupt: () => void
  readonly #lines: string[] = []
  #line = ''
  #ended = false
  #wake: () => void = () => undefined
  readonly #decoder = new TextDecoder()

  constructor(show: (text: string) => void, onInterrupt: () => void) {
    this.#show = show
    this.#onInterrupt = onInterrupt
  }

  /** Takes keys until the input has ended. */
  type(bytes: Uint8Array): void {
    for (const key of this.#decoder.decode(bytes, { stream: true })) {
      if (key === '\u0003') {
        this.#show('^C')
        this.end()
        this.#onInterrupt()
      } else if (key === '\u0004') {
        if (this.#line === '') this.end()
      } else if (key === '\r' || key === '\n') {
        this.#show('\r\n')
        this.#give(`${this.#line}\n`)
        this.#line = ''
      } else if (key === '\u007f' || key === '\b') {
        if (this.#line !== '') this.#show('\b \b')
        this.#line = Array.from(this.#line).slice(0, -1).join('')
      } else if (key >= ' ') {
        this.#line += key
        this.#show(key)
      }
    }
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  #give(line: string): void {
    if (!this.#ended) this.#lines.push(line)
    this.#wake()
  }

  /** The next line; undefined at the end. */
  async next(): Promise<string | undefined> {
    while (this.#lines.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    return this.#lines.shift()
  }

  async all(): Promise<Buffer> {
    let text = ''
    for (let line = await this.next(); line !== undefined; line = await this.next()) text += line
    return Buffer.from(text)
  }
}
