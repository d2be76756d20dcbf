import { mostLines } from './program.ts'
import type { Ending, Line } from './program.ts'
import type { Command, List, Output, Word } from './shell-tree.ts'
import { compares, durationOf, filled, formatDate, longest, split, unescape } from './shell-words.ts'

/**
 * What looking may cost, in commands: it is done in the API server's own thread, again for each reader of a log.
 * A script that would do more is silent from there on.
 */
const mostSteps = 50_000

/** Text counts as well, and variables that are copied: so many characters, or variables, as one command. */
const perStep = 100
const variablesPerStep = 10

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
    if (this.#clock >= this.#to) throw beyond
  }

  #spend(steps: number): void {
    this.#steps += steps
    if (this.#steps > mostSteps) throw beyond
  }

  #list(list: List): void {
    for (const { after, command } of list) {
      if (after === '&&' && this.#status !== 0) continue
      if (after === '||' && this.#status === 0) continue
      this.#command(command)
    }
  }

  #command(command: Command): void {
    this.#spend(1)
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
          this.#spend(1)
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
      this.#spend(1 + this.#variables.size / variablesPerStep)
      const before = {
        clock: this.#clock,
        steps: this.#steps,
        lines: this.lines.length,
        variables: new Map(this.#variables),
      }
      this.#list(condition)
      if ((this.#status === 0) === until) return
      this.#list(body)
      this.#pass(1)
      const lasted = this.#clock - before.clock
      const said = this.lines.length - before.lines
      // What is not leapt over must be within what may be done.
      const affordable = (mostSteps - this.#steps) / (this.#steps - before.steps) / 2
      const kept = said === 0 ? 0 : lasted * Math.min(mostLines / said, affordable)
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
        return unescape(filled(args[0] ?? '', args.slice(1)))
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
    this.#spend(text.length / perStep)
    if (this.#captured !== undefined) {
      this.#captured += text
      return
    }
    this.#spend(this.#unfinished.length / perStep)
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
    this.#spend(text.length / perStep)
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
    let end = text.length
    while (text[end - 1] === '\n') end -= 1
    return text.slice(0, end)
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
