import { InMemoryFs } from 'just-bash'
import type { Output, TerminalSize } from '#api-mock/streaming/process.ts'
import type { Containers } from './containers.ts'
import { Flow } from './flow.ts'
import { Input } from './input.ts'
import { exitCodes, Interpreter } from './interpreter.ts'
import type { ShellOptions } from './messages.ts'
import { readsInput } from './reads-input.ts'
import { isIncomplete, ShellState } from './shell-state.ts'
import { Terminal, withReturns } from './terminal.ts'
import { TtyInput } from './tty-input.ts'

/** What a command may be given to read; the interpreter wants all of it before it begins. */
const mostInput = 64 * 1024 * 1024
const mostAtOnce = 32 * 1024

interface Tell {
  output(output: Output): void
  /** So many bytes of input were read. */
  read(length: number): void
}

/** One process in a container: a shell with or without a terminal, or one command. */
export class Session {
  readonly input: Input
  /** Output that is on its way. */
  readonly flow = new Flow()
  readonly #containers: Containers
  #fs = new InMemoryFs()
  readonly #options: ShellOptions
  readonly #tell: Tell
  #onResize: (size: TerminalSize) => void = () => undefined
  #onKill: () => void = () => undefined
  #killed = false

  constructor(containers: Containers, options: ShellOptions, tell: Tell) {
    this.#containers = containers
    // As a container runtime does, and what the container sets itself counts more.
    this.#options = options.tty ? { ...options, env: { TERM: 'xterm', ...options.env } } : options
    this.#tell = tell
    this.input = new Input((length) => tell.read(length))
  }

  /** The exit code; never rejects. */
  async run(): Promise<number> {
    try {
      const { argv, tty } = this.#options
      this.#fs = this.#containers.of(this.#options)
      if (!isShell(argv)) return await this.#command()
      return tty ? await this.#terminal() : await this.#script()
    } catch (error) {
      await this.#print('stderr', Buffer.from(`${String(error)}\n`))
      return 1
    }
  }

  resize(size: TerminalSize): void {
    this.#onResize(size)
  }

  kill(): void {
    this.#killed = true
    this.input.end()
    this.flow.release()
    this.#onKill()
  }

  async #print(to: Output['to'], bytes: Buffer): Promise<void> {
    const { tty } = this.#options
    const all = tty ? withReturns(bytes) : bytes
    for (let at = 0; at < all.length && !this.#killed; at += mostAtOnce) {
      const piece = Uint8Array.from(all.subarray(at, at + mostAtOnce))
      this.#tell.output({ to: tty ? 'stdout' : to, bytes: piece })
      await this.flow.sent(piece.length)
    }
  }

  /** One command, as a container runtime starts it: without a shell around it. */
  async #command(): Promise<number> {
    const { argv, env, cwd, tty } = this.#options
    const interpreter = new Interpreter(this.#fs, this.#options)
    const [program = '', ...args] = argv
    if (!(await interpreter.has(program))) return await this.#refuse(program)
    this.#onKill = () => interpreter.interrupt()
    const keys = tty ? this.#keys(() => interpreter.interrupt()) : undefined
    const source = keys ?? this.input
    if (program === 'cat' && args.every((each) => each === '-')) return await this.#copy(source)
    const input = readsInput(argv) ? await source.all(mostInput) : Buffer.alloc(0)
    if (this.#killed) return exitCodes.killed
    if (input === undefined) {
      await this.#print('stderr', Buffer.from(`${program}: the input is too large\n`))
      return 1
    }
    const ran = await interpreter.run({
      text: `'${program.replaceAll("'", `'\\''`)}'`,
      args,
      env,
      cwd,
      input,
    })
    await this.#print('stdout', ran.stdout)
    await this.#print('stderr', ran.stderr)
    return ran.code
  }

  async #refuse(program: string): Promise<number> {
    const why = program.includes('/')
      ? `exec: "${program}": stat ${program}: no such file or directory`
      : `exec: "${program}": executable file not found in $PATH`
    const text = `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown\n`
    await this.#print('stderr', Buffer.from(text))
    return 127
  }

  /** `cat` shows what it is given as it comes. */
  async #copy(source: { next(): Promise<Uint8Array | string | undefined> }): Promise<number> {
    for (let bytes = await source.next(); bytes !== undefined; bytes = await source.next()) {
      await this.#print('stdout', Buffer.from(bytes))
    }
    return this.#killed ? exitCodes.killed : 0
  }

  /** The keys of a command's terminal. */
  #keys(onInterrupt: () => void): TtyInput {
    const keys = new TtyInput((text) => void this.#print('stdout', Buffer.from(text)), onInterrupt)
    void this.#feed((bytes) => keys.type(bytes)).then(() => keys.end())
    return keys
  }

  async #feed(take: (bytes: Uint8Array) => void): Promise<void> {
    for (let bytes = await this.input.next(); bytes !== undefined; bytes = await this.input.next())
      take(bytes)
  }

  /** A shell that a program writes its lines to. */
  async #script(): Promise<number> {
    const state = new ShellState(this.#fs, this.#options)
    this.#onKill = () => state.interpreter.interrupt()
    const decoder = new TextDecoder()
    let text = ''
    for (let ended = false; !ended;) {
      const bytes = await this.input.next()
      ended = bytes === undefined
      text += bytes === undefined ? '' : decoder.decode(bytes, { stream: true })
      const end = ended ? text.length : text.lastIndexOf('\n') + 1
      const script = text.slice(0, end)
      if (script.trim() === '' || (!ended && isIncomplete(script))) continue
      text = text.slice(end)
      const ran = await state.execute(script)
      await this.#print('stdout', ran.stdout)
      await this.#print('stderr', ran.stderr)
      if (ran.exited) return state.status
    }
    return this.#killed ? exitCodes.killed : state.status
  }

  async #terminal(): Promise<number> {
    const { argv, hostname } = this.#options
    const state = new ShellState(this.#fs, this.#options)
    const prompt = (): string =>
      (argv[0] ?? '').endsWith('bash') ? `root@${hostname}:${state.cwd}# ` : `${state.cwd} # `
    const terminal = new Terminal({ state, prompt, show: (text) => this.#show(text) })
    this.#onResize = (size) => terminal.resize(size)
    let kill = (): void => undefined
    const killed = new Promise<number>((resolve) => (kill = () => resolve(exitCodes.killed)))
    this.#onKill = () => {
      state.interpreter.interrupt()
      kill()
    }
    void this.#feed((bytes) => terminal.type(bytes)).then(() => terminal.close())
    const code = await Promise.race([terminal.exited, killed])
    terminal.close()
    return code
  }

  /** What is already as a terminal wants it. */
  async #show(text: string | Buffer): Promise<void> {
    if (this.#killed || text.length === 0) return
    const bytes = Uint8Array.from(Buffer.from(text as string))
    this.#tell.output({ to: 'stdout', bytes })
    await this.flow.sent(bytes.length)
  }
}

/** `sh`, also with options, but with no script to run. */
function isShell([path = '', ...rest]: readonly string[]): boolean {
  const name = path.split('/').at(-1) ?? ''
  return ['sh', 'bash', 'ash'].includes(name) && rest.every((each) => /^-+[a-z]*[il][a-z]*$/.test(each))
}
