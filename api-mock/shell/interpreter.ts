import { Bash, getCommandNames } from 'just-bash'
import type { Command, CommandName, InMemoryFs } from 'just-bash'
import { messageOf } from '#kube/errors.ts'
import { Budget } from './budget.ts'
import { commandsOf } from './commands.ts'
import type { ShellOptions } from './messages.ts'
import { complained, shellOf } from './wording.ts'

const mebibyte = 1024 * 1024

/** What one command may use. How long it computes is bounded by its budget, not by counting. */
const limits = {
  maxCommandCount: 1e9,
  maxLoopIterations: 1e9,
  maxWorkUnits: 1e9,
  maxOutputSize: 32 * mebibyte,
  maxStringLength: 32 * mebibyte,
  maxInputBytes: 128 * mebibyte,
  maxLiveBytes: 128 * mebibyte,
  maxArchiveBytes: 64 * mebibyte,
  maxArchiveEntryBytes: 64 * mebibyte,
  maxHeredocSize: mebibyte,
  maxSourceBytes: mebibyte,
}

/** Engines of their own in the interpreter, with threads and limits that would have to be watched too. */
const withheld = new Set<string>(['sqlite3', 'xan', 'html-to-markdown', 'help'])
const commands = getCommandNames().filter((name) => !withheld.has(name)) as CommandName[]

/** Programs of every system that the interpreter has as builtins alone. */
const builtinPrograms = new Set(['test', '['])

export const exitCodes = { interrupted: 130, killed: 137 } as const

export interface Ran {
  stdout: Buffer
  stderr: Buffer
  code: number
  env: Record<string, string>
}

export interface Script {
  text: string
  /** Further words of its first command, as they are. */
  args?: string[]
  env: Record<string, string>
  cwd: string
  input?: Buffer
  /** Whether its variables are those of an earlier script. */
  goesOn?: boolean
}

/** Runs scripts in a container, one at a time. */
export class Interpreter {
  readonly #bash: Bash
  readonly #shell: string
  #budget: Budget | undefined

  constructor(fs: InMemoryFs, options: ShellOptions, more: Command[] = []) {
    this.#shell = shellOf(options.argv)
    this.#bash = new Bash({
      fs,
      env: options.env,
      cwd: options.cwd,
      commands,
      customCommands: [...commandsOf(options), ...more],
      executionLimits: limits,
      processInfo: { pid: 41, ppid: 0, uid: 0, gid: 0 },
    })
  }

  /** Never rejects; the code of a script that was interrupted is 130, of one that computed for too long 137. */
  async run({ text, args, env, cwd, input, goesOn = false }: Script): Promise<Ran> {
    const budget = new Budget()
    this.#budget = budget
    try {
      const result = await budget.run((signal) =>
        this.#bash.exec(text, {
          signal,
          // The interpreter takes `$0` from there, and else is bash.
          env: { 0: this.#shell, ...env },
          replaceEnv: goesOn,
          cwd,
          rawScript: true,
          ...(args === undefined ? {} : { args }),
          ...(input === undefined ? {} : { stdin: input.toString('latin1'), stdinKind: 'bytes' as const }),
        }),
      )
      const stdout = bytesOf(result.stdout)
      if (budget.spent)
        return { stdout, stderr: Buffer.from('Killed\n'), code: exitCodes.killed, env: result.env }
      if (budget.signal.aborted)
        return { stdout, stderr: Buffer.alloc(0), code: exitCodes.interrupted, env: result.env }
      return {
        stdout,
        stderr: bytesOf(complained(this.#shell, result.stderr)),
        code: result.exitCode,
        env: result.env,
      }
    } catch (error) {
      // What the interpreter throws instead of telling it is a full file system.
      return { stdout: Buffer.alloc(0), stderr: Buffer.from(`sh: ${reasonOf(error)}\n`), code: 1, env }
    } finally {
      this.#budget = undefined
    }
  }

  /** Whether a program of this name is in the container; builtins of a shell are none. */
  async has(program: string): Promise<boolean> {
    const { fs } = this.#bash
    if (builtinPrograms.has(program)) return true
    if (program.includes('/')) return await fs.exists(program)
    return (await fs.exists(`/bin/${program}`)) || (await fs.exists(`/usr/bin/${program}`))
  }

  get fs(): Bash['fs'] {
    return this.#bash.fs
  }

  interrupt(): void {
    this.#budget?.abort()
  }
}

function reasonOf(error: unknown): string {
  const text = messageOf(error)
  return text.startsWith('ENOSPC') ? 'write error: No space left on device' : text
}

/**
 * The bytes of an output. The interpreter decodes what is UTF-8 and else has one character for each byte; those
 * of binary data are told from text by their control characters.
 */
function bytesOf(text: string): Buffer {
  // oxlint-disable-next-line no-control-regex
  const binary = /^[\0-\xff]*$/.test(text) && /[\0-\x06\x0e-\x1a\x1c-\x1f\x80-\x9f]/.test(text)
  return Buffer.from(text, binary ? 'latin1' : 'utf8')
}
