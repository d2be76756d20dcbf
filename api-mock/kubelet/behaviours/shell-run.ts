import { mostLines } from './program.ts'
import type { Ending, Line } from './program.ts'
import type { Command, List, Output, Word } from './shell-tree.ts'
import { compares, durationOf, formatDate, longest, split, unescape } from './shell-words.ts'

const mostSteps = 200_000

export interface Script {
  list: List
  env: ReadonlyMap<string, string>
  hostname: string
  startedAt: number
}

class Exit {
  readonly code: number
  constructor(code: number) {
    this.code = code
  }
}

/** Ends a script that is beyond the time that was asked for. */
const beyond = Symbol('beyond')

/** When and how a script ends; undefined where it never does. */
export function endOf(script: Script): Ending | undefined {
  const shell = new Interpreter(script, longest, longest)
  return shell.run()
}

/** What a script says from one time to another, in milliseconds since its start. */
export function outputOf(script: Script, from: number, to: number): Line[] {
  const shell = new Interpreter(script, from, to)
  shell.run()
  return shell.lines.filter(({ at }) => at >= from && at < to)
}

/** Programs that come to their end quickly and in silence; every other one is taken to be a server. */
const quick = new Set(
  'apk apt apt-get cat cd chmod chown cp curl export grep id kill ln ls mkdir mv nc npm nslookup pip ping pwd read rm sed set shift sync test touch trap umask unset wait wget [ yum dnf'.split(
    ' ',
  ),
)

/** A script on its way through simulated time. Its commands are one class, and one file, since they share all of it. */
class Interpreter {
  readonly lines: Line[] = []
  readonly #script: Script
  readonly #from: number
  readonly #to: number
  readonly #variables: Map<string, string>
  #clock = 0
  #steps = 0
  #status = 0
  /** What a command substitution has collected; undefined where output is the container's. */
  #captured: string | undefined
  #unfinished = ''

  constructor(script: Script, from: number, to: number) {
    this.#script = script
    this.#from = from
    this.#to = to
    this.#variables = new Map(script.env)
  }

  run(): Ending | undefined {
    try {
      this.#list(this.#script.list)
      return this.#ended(this.#status)
    } catch (thrown) {
      if (thrown === beyond) return undefined
      if (thrown instanceof Exit) return this.#ended(thrown.code)
      throw thrown
    }
  }

  #ended(exitCode: number): Ending {
    if (this.#unfinished !== '') this.#print('\n', 'stdout')
    return { after: this.#clock, exitCode }
  }

  #pass(milliseconds: number): void {
    this.#clock += milliseconds
    this.#steps += 1
    if (this.#clock >= this.#to || this.#steps > mostSteps) throw beyond
  }

  #list(list: List): void {
    for (const { after, command } of list) {
      if (after === '&&' && this.#status !== 0) continue
      if (after === '||' && this.#status === 0) continue
      this.#command(command)
    }
  }

  #command(command: Command): void {
    switch (command.kind) {
      case 'simple':
        this.#simple(command)
        break
      case 'group':
        this.#list(command.body)
        break
      case 'if':
        this.#list(command.condition)
        this.#list(this.#status === 0 ? command.success : command.otherwise)
        break
      case 'for':
        for (const value of command.words.flatMap((word) => split(this.#expand(word)))) {
          this.#variables.set(command.variable, value)
          this.#list(command.body)
        }
        break
      case 'loop':
        this.#loop(command)
    }
  }

  /** A turn like the one before needs no running: what comes before the time that is asked for is leapt over. */
  #loop({ until, condition, body }: Extract<Command, { kind: 'loop' }>): void {
    for (let turn = 0; ; turn += 1) {
      const before = { clock: this.#clock, lines: this.lines.length, variables: new Map(this.#variables) }
      this.#list(condition)
      if ((this.#status === 0) === until) return
      this.#list(body)
      this.#pass(1)
      const lasted = this.#clock - before.clock
      const said = this.lines.length - before.lines
      const kept = said === 0 ? 0 : (lasted * mostLines) / said
      const horizon = Math.max(this.#from, this.#to - kept)
      const leap = Math.floor((horizon - this.#clock) / lasted) - 1
      if (turn > 0 && leap > 0) this.#leap(leap, lasted, before.variables)
    }
  }

  #leap(turns: number, lasted: number, before: ReadonlyMap<string, string>): void {
    this.#clock += turns * lasted
    this.lines.length = 0
    for (const [name, value] of this.#variables) {
      const change = Number(value) - Number(before.get(name))
      if (change !== 0 && Number.isInteger(change))
        this.#variables.set(name, String(Number(value) + turns * change))
    }
  }

  #simple({ assignments, words, output }: Extract<Command, { kind: 'simple' }>): void {
    for (const { name, value } of assignments) this.#variables.set(name, this.#expand(value))
    const [name = '', ...args] = words.map((word) => this.#expand(word))
    if (words.length === 0) {
      this.#status = 0
      return
    }
    this.#pass(1)
    this.#status = this.#program(name.replace(/^.*\//, ''), args, output)
  }

  #program(name: string, args: readonly string[], output: Output): number {
    switch (name) {
      case 'exit':
        throw new Exit(args[0] === undefined ? this.#status : Number.parseInt(args[0], 10) & 255)
      case 'exec':
        if (args.length === 0) return 0
        throw new Exit(this.#program((args[0] ?? '').replace(/^.*\//, ''), args.slice(1), output))
      case 'true':
      case ':':
        return 0
      case 'false':
        return 1
      case 'sleep':
        this.#pass(durationOf(args))
        return 0
      case 'tail':
        if (args.includes('-f') || args.includes('-F')) this.#pass(longest)
        return 0
      case 'test':
      case '[':
        return compares(args.filter((arg) => arg !== ']')) ? 0 : 1
      default:
        return this.#speaks(name, args, output)
    }
  }

  #speaks(name: string, args: readonly string[], output: Output): number {
    const said = this.#sayingOf(name, args)
    if (said !== undefined) this.#print(said, output)
    else if (!quick.has(name)) this.#pass(longest)
    return 0
  }

  #sayingOf(name: string, args: readonly string[]): string | undefined {
    switch (name) {
      case 'echo': {
        const text = args.filter((arg, index) => index > 0 || !/^-[ne]+$/.test(arg)).join(' ')
        const escaped = args[0] === '-e' ? unescape(text) : text
        return args[0] === '-n' ? escaped : `${escaped}\n`
      }
      case 'printf':
        return unescape(args.slice(1).reduce((text, arg) => text.replace(/%[sd]/, arg), args[0] ?? ''))
      case 'date':
        return `${formatDate(this.#script.startedAt + this.#clock, args)}\n`
      case 'hostname':
        return `${this.#script.hostname}\n`
      case 'env':
      case 'printenv':
        return [...this.#variables].map(([variable, value]) => `${variable}=${value}\n`).join('')
      case 'seq': {
        const [first = 1, last = 0] = args.length > 1 ? args.map(Number) : [1, Number(args[0])]
        const count = Math.min(10_000, Math.max(0, last - first + 1))
        return Array.from({ length: count }, (_, index) => `${first + index}\n`).join('')
      }
      default:
        return undefined
    }
  }

  #print(text: string, output: Output): void {
    if (output === 'nowhere') return
    if (this.#captured !== undefined) {
      this.#captured += text
      return
    }
    const lines = (this.#unfinished + text).split('\n')
    this.#unfinished = lines.pop() ?? ''
    for (const line of lines) {
      this.lines.push({ at: this.#clock, text: line, ...(output === 'stderr' ? { to: 'stderr' } : {}) })
    }
    if (this.lines.length > 2 * mostLines) this.lines.splice(0, mostLines)
  }

  #expand(word: Word): string {
    let text = ''
    for (const part of word) {
      if ('text' in part) text += part.text
      else if ('variable' in part) text += this.#valueOf(part.variable) ?? part.otherwise ?? ''
      else if ('arithmetic' in part) text += String(this.#calculate(part.arithmetic))
      else text += this.#capture(part.command)
    }
    return text
  }

  #valueOf(variable: string): string | undefined {
    if (variable === '?') return String(this.#status)
    return variable === '$' ? '1' : this.#variables.get(variable)
  }

  #capture(list: List): string {
    const outer = this.#captured
    this.#captured = ''
    this.#list(list)
    const text = this.#captured
    this.#captured = outer
    return text.replace(/\n+$/, '')
  }

  /** Sums and products of two numbers are what counters need. */
  #calculate(text: string): number {
    const [, left = '', operator = '', right = ''] =
      /^\s*\$?(\w+)\s*(?:([-+*/%])\s*\$?(\w+))?\s*$/.exec(text) ?? []
    const one = this.#number(left)
    const other = this.#number(right)
    switch (operator) {
      case '+':
        return one + other
      case '-':
        return one - other
      case '*':
        return one * other
      case '/':
        return other === 0 ? 0 : Math.trunc(one / other)
      case '%':
        return other === 0 ? 0 : one % other
      default:
        return one
    }
  }

  #number(text: string): number {
    const value = Number(/^\d/.test(text) ? text : (this.#variables.get(text) ?? 0))
    return Number.isSafeInteger(value) ? value : 0
  }
}
