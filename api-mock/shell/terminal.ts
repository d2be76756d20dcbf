import { createInterface } from 'node:readline'
import type { Interface } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import type { TerminalSize } from '#api-mock/streaming/process.ts'
import { complete } from './complete.ts'
import { readsInput, scriptReadsInput } from './reads-input.ts'
import { isIncomplete } from './shell-state.ts'
import type { ShellState } from './shell-state.ts'
import { TtyInput } from './tty-input.ts'

const historySize = 200

/** What a line may have, as a terminal driver limits it: editing one costs more the longer it is. */
const longestLine = 4096

/** Lines that a person may type ahead while a command runs. */
const mostLines = 1000

export interface TerminalParts {
  state: ShellState
  prompt: () => string
  /** Shows what a terminal understands, with carriage returns. */
  show: (text: string | Buffer) => void | Promise<void>
}

/** A shell at which a person sits: line editing and history by readline, one script after the other. */
export class Terminal {
  readonly #parts: TerminalParts
  readonly #keys = new PassThrough()
  readonly #screen: Writable & Partial<TerminalSize>
  readonly #reader: Interface
  readonly #lines: string[] = []
  /** Keys that came while a command ran that reads none. */
  #ahead: Uint8Array[] = []
  #script = ''
  #busy = false
  #tty: TtyInput | undefined
  #exit: (code: number) => void = () => undefined
  readonly exited: Promise<number>

  constructor(parts: TerminalParts) {
    this.#parts = parts
    this.exited = new Promise((resolve) => (this.#exit = resolve))
    this.#screen = new Writable({
      decodeStrings: false,
      write: (text: string | Buffer, _encoding, done) => void pass(parts.show(text), () => done()),
    })
    this.#screen.columns = 80
    this.#reader = createInterface({
      input: this.#keys,
      output: this.#screen,
      terminal: true,
      historySize,
      prompt: parts.prompt(),
      completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
        void pass(complete(parts.state, line), (found) => done(null, found))
      },
    })
    this.#reader.on('line', (line) => this.#enter(line))
    this.#reader.on('SIGINT', () => this.#interrupt())
    // Without a listener readline would suspend the whole program.
    this.#reader.on('SIGTSTP', () => undefined)
    this.#reader.on('close', () => this.#leave())
    this.#reader.prompt()
  }

  type(bytes: Uint8Array): void {
    if (!this.#busy) this.#keys.write(this.#fitting(bytes))
    else if (this.#tty !== undefined) this.#tty.type(bytes)
    else if (bytes.includes(3)) {
      this.#ahead = []
      this.#lines.length = 0
      void this.#show('^C\r\n')
      this.#parts.state.interpreter.interrupt()
    } else if (this.#ahead.length < mostLines) this.#ahead.push(bytes)
  }

  /** Leaves out what is beyond the longest line; keys that edit or end it always fit. */
  #fitting(bytes: Uint8Array): Uint8Array {
    let room = longestLine - this.#reader.line.length
    return bytes.filter((byte) => {
      if (byte === 10 || byte === 13) room = longestLine
      if (byte < 32 || byte === 127) return true
      room -= 1
      return room >= 0
    })
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#screen.columns = columns
    this.#screen.rows = rows
    this.#screen.emit('resize')
  }

  close(): void {
    this.#reader.close()
    this.#keys.destroy()
  }

  #interrupt(): void {
    this.#script = ''
    this.#parts.state.status = 130
    void this.#show('^C\r\n')
    // What was typed stays on the screen, and is not run.
    this.#reader.write(null, { ctrl: true, name: 'e' })
    this.#reader.write(null, { ctrl: true, name: 'u' })
    this.#ask()
  }

  /** Ctrl-D on an empty line. */
  #leave(): void {
    if (this.#busy) return
    void this.#exitAfter('exit\r\n')
  }

  #enter(line: string): void {
    // What is pasted comes as several lines at once.
    if (this.#lines.length < mostLines) this.#lines.push(line)
    if (!this.#busy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#busy = true
    for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
      this.#script += this.#script === '' ? line : `\n${line}`
      if (isIncomplete(this.#script)) continue
      const script = this.#script
      this.#script = ''
      if (script.trim() !== '' && (await this.#runs(script))) return
    }
    this.#busy = false
    this.#ask()
    for (const bytes of this.#ahead.splice(0)) this.type(bytes)
  }

  /** Whether the shell ended with this script. */
  async #runs(script: string): Promise<boolean> {
    const { state } = this.#parts
    const words = script.trim().split(/\s+/)
    const reads = readsInput(words) || scriptReadsInput(script)
    const input = reads ? await this.#read() : undefined
    const { stdout, stderr, exited } = await state.execute(script, input)
    await this.#show(withReturns(stdout))
    await this.#show(withReturns(stderr))
    if (!exited) return false
    this.#exit(state.status)
    return true
  }

  async #read(): Promise<Buffer> {
    this.#tty = new TtyInput(
      (text) => void this.#show(text),
      () => void this.#show('\r\n'),
    )
    const input = await this.#tty.all()
    this.#tty = undefined
    return input
  }

  async #exitAfter(text: string): Promise<void> {
    await this.#show(text)
    this.#exit(this.#parts.state.status)
  }

  /** Everything goes to the screen in one order, what readline shows included. */
  #show(text: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.#screen.write(text, () => resolve()))
  }

  #ask(): void {
    this.#reader.setPrompt(this.#script === '' ? this.#parts.prompt() : '> ')
    this.#reader.prompt()
  }
}

/** What a terminal driver makes of the ends of lines. */
export function withReturns(bytes: Buffer): Buffer {
  if (!bytes.includes(10)) return bytes
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}

async function pass<T>(value: T | Promise<T>, done: (value: T) => void): Promise<void> {
  done(await value)
}
