import type { Output, Process, TerminalSize } from '#api-mock/streaming/process.ts'
import { Flow } from './flow.ts'
import type { Reply, Request } from './messages.ts'

/** What the exit code of a killed process is. */
const killed = 137

/** The main thread's side of one process: what is said to it, and what has come from it. */
export class ShellProcess implements Process {
  readonly output: AsyncIterable<Output>
  readonly exited: Promise<number>
  readonly #id: number
  readonly #post: (request: Request) => void
  readonly #input = new Flow()
  readonly #waiting: Output[] = []
  #code: number | undefined
  #exit: (code: number) => void = () => undefined
  #wake: () => void = () => undefined

  constructor(id: number, post: (request: Request) => void) {
    this.#id = id
    this.#post = post
    this.exited = new Promise((resolve) => (this.#exit = resolve))
    this.output = this.#read()
  }

  write(bytes: Uint8Array): void | Promise<void> {
    if (this.#code !== undefined) return undefined
    // A copy: bytes may be a part of somebody's larger buffer, all of which would be sent.
    this.#post({ type: 'input', id: this.#id, bytes: Uint8Array.from(bytes) })
    return this.#input.sent(bytes.length)
  }

  endInput(): void {
    if (this.#code === undefined) this.#post({ type: 'endInput', id: this.#id })
  }

  resize(size: TerminalSize): void {
    if (this.#code === undefined) this.#post({ type: 'resize', id: this.#id, size })
  }

  kill(): void {
    if (this.#code !== undefined) return
    this.#post({ type: 'kill', id: this.#id })
    this.end(killed)
  }

  take(reply: Exclude<Reply, { type: 'pong' }>): void {
    if (this.#code !== undefined) return
    if (reply.type === 'read') this.#input.read(reply.length)
    else if (reply.type === 'exited') this.end(reply.code)
    else {
      this.#waiting.push(reply.output)
      this.#wake()
    }
  }

  /** The process has ended, or the thread in which it ran. */
  end(code = killed): void {
    if (this.#code !== undefined) return
    this.#code = code
    this.#exit(code)
    this.#input.release()
    this.#wake()
  }

  async *#read(): AsyncGenerator<Output> {
    while (true) {
      const next = this.#waiting.shift()
      if (next !== undefined) {
        yield next
        if (this.#code === undefined) this.#post({ type: 'read', id: this.#id, length: next.bytes.length })
      } else if (this.#code === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve))
      } else return
    }
  }
}
