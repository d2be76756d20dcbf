import { defineCommand, parse } from 'just-bash'
import type { InMemoryFs } from 'just-bash'
import { Interpreter } from './interpreter.ts'
import type { Ran } from './interpreter.ts'
import type { ShellOptions } from './messages.ts'

/** Commands of our own around each script: one sets `$?`, one says that the shell did not exit. */
const before = '__status'
const after = '__alive'

/** A shell that goes on: variables, folder, functions and `$?` are kept from one script to the next. */
export class ShellState {
  status = 0
  readonly interpreter: Interpreter
  #env: Record<string, string>
  #functions: string[] = []
  #alive = false
  #begun = false

  constructor(fs: InMemoryFs, options: ShellOptions) {
    this.#env = { ...options.env, PWD: options.cwd }
    this.interpreter = new Interpreter(fs, options, [
      defineCommand(before, ([code]) => result(Number(code))),
      defineCommand(after, ([code]) => {
        this.#alive = true
        this.status = Number(code)
        return result(0)
      }),
    ])
  }

  get cwd(): string {
    return this.#env['PWD'] ?? '/'
  }

  /** Runs a whole script; `exited` says that it ended the shell, whose code is then `status`. */
  async execute(text: string, input?: Buffer): Promise<Ran & { exited: boolean }> {
    const wrong = syntaxErrorOf(text)
    if (wrong !== undefined) {
      this.status = 2
      const stderr = Buffer.from(`sh: ${wrong}\n`)
      return { stdout: Buffer.alloc(0), stderr, code: 2, env: this.#env, exited: false }
    }
    this.#alive = false
    const ran = await this.interpreter.run({
      text: [...this.#functions, `${before} ${this.status}`, text, `${after} "$?"`].join('\n'),
      env: this.#env,
      cwd: this.cwd,
      goesOn: this.#begun,
      ...(input === undefined ? {} : { input }),
    })
    this.#begun = true
    this.#env = ran.env
    if (/^\s*(function\s+[\w-]+|[\w-]+\s*\(\s*\))/.test(text)) this.#functions.push(text)
    if (this.#alive) return { ...ran, exited: false }
    this.status = ran.code
    return { ...ran, exited: !isCutShort(ran) }
  }
}

function result(exitCode: number): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  return Promise.resolve({ stdout: '', stderr: '', exitCode })
}

/** Interrupted, killed, or over a limit: the script ended and the shell did not. */
function isCutShort({ code, stderr }: Ran): boolean {
  return (
    code === 130 || code === 137 || code === 124 || /exceeded|too many|No space left/.test(stderr.toString())
  )
}

function syntaxErrorOf(text: string): string | undefined {
  try {
    parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Parse error at \d+:\d+: /, '') : 'syntax error'
  }
}

/** Whether a script needs more lines before it can be run. */
export function isIncomplete(text: string): boolean {
  if (/(\\|\||&&)\s*$/.test(text)) return true
  const [, delimiter] = /<<-?\s*["']?(\w+)/.exec(text) ?? []
  if (delimiter !== undefined && !text.split('\n').some((line) => line.trim() === delimiter)) return true
  const wrong = syntaxErrorOf(text) ?? ''
  if (wrong.includes('EOF')) return true
  const [, missing = ''] = /unexpected token `(fi|done|esac|\})'/.exec(wrong) ?? []
  return missing !== '' && !new RegExp(`(^|[\\s;])${missing}\\s*$`).test(text)
}
