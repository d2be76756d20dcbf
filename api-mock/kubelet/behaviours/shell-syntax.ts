import type { Command, List, Output, Part, Word } from './shell-tree.ts'

/** A shell script is more than this: what is not understood is an error, and the container runs as its image does. */
export class ShellSyntaxError extends Error {}

type Token = { operator: string } | { word: Word; bare: string | undefined }

const deepest = 20

/** Reading more would hold everybody up; no container of a demonstration has a longer script on its command line. */
const mostCharacters = 16 * 1024

/** How many blocks may be in one another, and how often an `if` may go on: both are read recursively. */
const mostNested = 200

/** Reads the part of the shell's language that containers of demonstrations are written in. Throws ShellSyntaxError. */
export function parseShell(text: string, depth = 0): List {
  if (depth > deepest) throw new ShellSyntaxError('too deep')
  if (text.length > mostCharacters) throw new ShellSyntaxError('too long')
  return new Parser(tokenize(text, depth)).read()
}

/** Each method reads one construct and leaves the position behind it. */
class Parser {
  readonly #tokens: readonly Token[]
  #position = 0
  #nested = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  read(): List {
    const list = this.#readList([])
    if (this.#position < this.#tokens.length) throw new ShellSyntaxError('unexpected end of a block')
    return list
  }

  #bareAt(index: number): string | undefined {
    const token = this.#tokens[index]
    return token === undefined ? undefined : 'operator' in token ? token.operator : token.bare
  }

  #take(expected: string): void {
    if (this.#bareAt(this.#position) !== expected) throw new ShellSyntaxError(`expected ${expected}`)
    this.#position += 1
  }

  #skip(...texts: string[]): void {
    while (texts.includes(this.#bareAt(this.#position) ?? 'end')) this.#position += 1
  }

  #readList(ends: readonly string[]): List {
    const commands: { after: ';' | '&&' | '||'; command: Command }[] = []
    let after: ';' | '&&' | '||' = ';'
    this.#skip(';', '\n', '&')
    while (this.#position < this.#tokens.length && !ends.includes(this.#bareAt(this.#position) ?? '')) {
      commands.push({ after, command: this.#readPipeline() })
      const next = this.#bareAt(this.#position)
      after = next === '&&' || next === '||' ? next : ';'
      if (after !== ';') this.#position += 1
      this.#skip(';', '\n', '&')
    }
    return commands
  }

  /** What a pipe does to output is not known here: the first command's output stands for all. */
  #readPipeline(): Command {
    if (this.#bareAt(this.#position) === '!') this.#position += 1
    const first = this.#readCommand()
    while (this.#bareAt(this.#position) === '|') {
      this.#position += 1
      this.#readCommand()
    }
    return first
  }

  #readCommand(): Command {
    this.#nested += 1
    if (this.#nested > mostNested) throw new ShellSyntaxError('too deep')
    const command = this.#readBlock()
    this.#nested -= 1
    return command
  }

  #readBlock(): Command {
    const start = this.#bareAt(this.#position)
    switch (start) {
      case 'while':
      case 'until': {
        this.#position += 1
        const condition = this.#readList(['do'])
        return { kind: 'loop', until: start === 'until', condition, body: this.#readBody() }
      }
      case 'for':
        return this.#readFor()
      case 'if':
      case 'elif':
        this.#position += 1
        return this.#readIf()
      case '{':
      case '(': {
        this.#position += 1
        const end = start === '{' ? '}' : ')'
        const body = this.#readList([end])
        this.#take(end)
        return { kind: 'group', body }
      }
      default:
        return this.#readSimple()
    }
  }

  #readBody(): List {
    this.#take('do')
    const body = this.#readList(['done'])
    this.#take('done')
    return body
  }

  #readFor(): Command {
    this.#position += 1
    const variable = this.#bareAt(this.#position) ?? ''
    this.#position += 1
    const words: Word[] = []
    if (this.#bareAt(this.#position) === 'in') {
      this.#position += 1
      for (
        let token = this.#tokens[this.#position];
        token !== undefined && 'word' in token;
        token = this.#tokens[this.#position]
      ) {
        words.push(token.word)
        this.#position += 1
      }
    }
    this.#skip(';', '\n')
    return { kind: 'for', variable, words, body: this.#readBody() }
  }

  #readIf(): Command {
    const condition = this.#readList(['then'])
    this.#take('then')
    const success = this.#readList(['else', 'elif', 'fi'])
    const next = this.#bareAt(this.#position)
    if (next === 'elif') {
      return { kind: 'if', condition, success, otherwise: [{ after: ';', command: this.#readCommand() }] }
    }
    if (next === 'else') this.#position += 1
    const otherwise = next === 'else' ? this.#readList(['fi']) : []
    this.#take('fi')
    return { kind: 'if', condition, success, otherwise }
  }

  #readSimple(): Command {
    const words: Word[] = []
    const assignments: { name: string; value: Word }[] = []
    let output: Output = 'stdout'
    for (
      let token = this.#tokens[this.#position];
      token !== undefined;
      token = this.#tokens[this.#position]
    ) {
      if ('operator' in token) {
        const found = redirection(token.operator)
        if (found === undefined) break
        this.#position += 1
        if (found.takesFile) this.#position += 1
        output = found.output ?? output
        continue
      }
      this.#position += 1
      const assigned = words.length === 0 ? assignmentOf(token.word) : undefined
      if (assigned === undefined) words.push(token.word)
      else assignments.push(assigned)
    }
    if (words.length + assignments.length === 0) throw new ShellSyntaxError('expected a command')
    return { kind: 'simple', assignments, words, output }
  }
}

function redirection(operator: string): { output?: Output; takesFile: boolean } | undefined {
  if (/^1?>&2$/.test(operator)) return { output: 'stderr', takesFile: false }
  if (operator === '2>&1') return { takesFile: false }
  if (/^[1&]?>>?$/.test(operator)) return { output: 'nowhere', takesFile: true }
  return /^(2>>?|<)$/.test(operator) ? { takesFile: true } : undefined
}

function assignmentOf([first, ...rest]: Word): { name: string; value: Word } | undefined {
  const found = first !== undefined && 'text' in first ? /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text) : null
  if (found === null) return undefined
  const [, name = '', text = ''] = found
  return { name, value: [{ text }, ...rest] }
}

const operators = /^(?:&&|\|\||2>&1|1?>&2|[12&]?>>?|<|;;?|[|&()]|\n)/

function tokenize(text: string, depth: number): Token[] {
  const tokens: Token[] = []
  let rest = text.replaceAll('\\\n', '')
  while (rest !== '') {
    const blank = /^(?:[ \t\r]+|#[^\n]*)/.exec(rest)
    if (blank !== null) {
      rest = rest.slice(blank[0].length)
      continue
    }
    const operator = operators.exec(rest)
    if (operator !== null) {
      tokens.push({ operator: operator[0] })
      rest = rest.slice(operator[0].length)
      continue
    }
    const { word, length, bare } = readWord(rest, depth)
    tokens.push({ word, bare: bare ? rest.slice(0, length) : undefined })
    rest = rest.slice(length)
  }
  return tokens
}

function readWord(text: string, depth: number): { word: Word; length: number; bare: boolean } {
  const parts: Part[] = []
  let index = 0
  let quoted = false
  let bare = true
  while (index < text.length) {
    const character = text[index] ?? ''
    if (!quoted && /[\s;|&()<>]/.test(character)) break
    if (character === '"') {
      quoted = !quoted
      bare = false
      index += 1
      if (!quoted) parts.push({ text: '' })
    } else if (character === "'" && !quoted) {
      const end = text.indexOf("'", index + 1)
      if (end === -1) throw new ShellSyntaxError('unterminated quote')
      parts.push({ text: text.slice(index + 1, end) })
      bare = false
      index = end + 1
    } else if (character === '\\') {
      const next = text[index + 1] ?? ''
      parts.push({ text: quoted && !/["\\$`]/.test(next) ? `\\${next}` : next })
      index += 2
    } else if (character === '$' || character === '`') {
      const { part, length } = readDollar(text.slice(index), depth)
      parts.push(part)
      bare = false
      index += length
    } else {
      parts.push({ text: character })
      index += 1
    }
  }
  if (quoted) throw new ShellSyntaxError('unterminated quote')
  return { word: joined(parts), length: index, bare }
}

function readDollar(text: string, depth: number): { part: Part; length: number } {
  if (text.startsWith('`')) {
    const end = text.indexOf('`', 1)
    if (end === -1) throw new ShellSyntaxError('unterminated quote')
    return { part: { command: parseShell(text.slice(1, end), depth + 1) }, length: end + 1 }
  }
  if (text.startsWith('$((')) {
    const end = text.indexOf('))')
    if (end === -1) throw new ShellSyntaxError('unterminated arithmetic')
    return { part: { arithmetic: text.slice(3, end) }, length: end + 2 }
  }
  if (text.startsWith('$(')) {
    const end = closing(text, 1)
    return { part: { command: parseShell(text.slice(2, end), depth + 1) }, length: end + 1 }
  }
  if (text.startsWith('${') && !text.includes('}')) throw new ShellSyntaxError('unterminated variable')
  const braces = /^\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}/.exec(text)
  if (braces !== null) {
    const [all, variable = '', otherwise] = braces
    return { part: { variable, ...(otherwise === undefined ? {} : { otherwise }) }, length: all.length }
  }
  const [all, variable] = /^\$([A-Za-z_]\w*|[?$#@*0-9!])/.exec(text) ?? []
  if (all === undefined || variable === undefined) return { part: { text: '$' }, length: 1 }
  return { part: { variable }, length: all.length }
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1
    if (text[index] === ')') depth -= 1
    if (depth === 0) return index
  }
  throw new ShellSyntaxError('unterminated command')
}

function joined(parts: readonly Part[]): Word {
  const word: Part[] = []
  for (const part of parts) {
    const last = word.at(-1)
    if ('text' in part && last !== undefined && 'text' in last)
      word[word.length - 1] = { text: last.text + part.text }
    else word.push(part)
  }
  return word
}
