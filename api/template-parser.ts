/** What is wrong with a template; lines count from 1. */
export interface TemplateProblem {
  line: number
  message: string
}

/** What `default` falls back to. */
export type Argument =
  | { type: 'path'; path: string[] }
  | { type: 'literal'; value: string | number | boolean }

type Step = { type: 'quote' } | { type: 'default'; argument: Argument }

/** `.Values.{path}` and what is done with it. */
export interface Pipe {
  path: string[]
  steps: Step[]
  line: number
}

export type Node =
  | { type: 'text'; text: string; line: number }
  | { type: 'output'; pipe: Pipe }
  | { type: 'if'; condition: Pipe; met: Node[]; otherwise: Node[] }

const longestTemplate = 512 * 1024
const deepestNesting = 32
/** Nobody reads more of them. */
const mostProblems = 20

const known =
  'a template knows {{ .Values.… }} with default and quote, and {{ if }}, {{ else }} and {{ end }}'

/** An action as it stands in the text: its words, and whether it takes the white space beside it away. */
interface Action {
  tokens: string[]
  end: number
  trimsBefore: boolean
  trimsAfter: boolean
}

class Refused extends Error {}

/** Reads a template; with problems, what is read of it is of no use. */
export function parseTemplate(text: string): { nodes: Node[]; problems: TemplateProblem[] } {
  if (text.length > longestTemplate) {
    const message = `a template has at most ${longestTemplate} characters, and this one ${text.length}`
    return { nodes: [], problems: [{ line: 1, message }] }
  }
  const problems: TemplateProblem[] = []
  const tree = openTree()
  let line = 1
  let at = 0
  let trim = false

  function writeText(end: number, trimsEnd: boolean): void {
    const written = text.slice(at, end)
    const begin = trim ? written.trimStart() : written
    tree.add({ type: 'text', text: trimsEnd ? begin.trimEnd() : begin, line })
    line += countLines(written)
  }

  while (problems.length < mostProblems) {
    const start = text.indexOf('{{', at)
    if (start === -1) break
    let end = text.indexOf('}}', start) + 2
    const before = line + countLines(text.slice(at, start))
    try {
      const action = readAction(text, start)
      end = action.end
      writeText(start, action.trimsBefore)
      tree.act(action.tokens, before)
      trim = action.trimsAfter
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push({ line: before, message: error.message })
      if (end === 1) return { nodes: [], problems }
    }
    line = before + countLines(text.slice(start, end))
    at = end
  }
  writeText(text.length, false)
  const open = tree.unclosed()
  if (open !== undefined && problems.length === 0)
    problems.push({ line: open, message: 'this {{ if }} has no {{ end }}' })
  return { nodes: tree.nodes, problems }
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** What else Go's templates open with a word and close with `end`. */
function isBlock(word: string | undefined): boolean {
  return word === 'range' || word === 'with' || word === 'define' || word === 'block'
}

/** Puts texts and actions into the branches that are open. */
function openTree() {
  const nodes: Node[] = []
  const open: { otherwise: Node[]; into: Node[]; line: number }[] = []
  const add = (node: Node) => void (open.at(-1)?.into ?? nodes).push(node)

  function act(tokens: readonly string[], line: number): void {
    const [word, ...rest] = tokens
    const innermost = open.at(-1)
    if (word === 'if' || isBlock(word)) {
      const branch: Extract<Node, { type: 'if' }> = {
        type: 'if',
        condition: { path: [], steps: [], line },
        met: [],
        otherwise: [],
      }
      add(branch)
      // What is refused is opened too, so that its end is not refused as well.
      open.push({ into: branch.met, otherwise: branch.otherwise, line })
      if (open.length > deepestNesting) throw new Refused(`{{ if }} nests at most ${deepestNesting} deep`)
      branch.condition = parsePipe(word === 'if' ? rest : tokens, line)
    } else if (word === 'else') {
      if (innermost === undefined) throw new Refused('this {{ else }} has no {{ if }}')
      if (rest.length > 0)
        throw new Refused('after {{ else }} comes a new {{ if … }}, with an {{ end }} of its own')
      if (innermost.into === innermost.otherwise) throw new Refused('this {{ if }} has an {{ else }} already')
      innermost.into = innermost.otherwise
    } else if (word === 'end') {
      if (rest.length > 0) throw new Refused('{{ end }} stands alone')
      if (open.pop() === undefined) throw new Refused('this {{ end }} has no {{ if }}')
    } else add({ type: 'output', pipe: parsePipe(tokens, line) })
  }
  return { nodes, add, act, unclosed: () => open.at(-1)?.line }
}

const space = /\s+/y
const token = /"(?:[^"\\\n]|\\.)*"|\||[^\s|"{}]+/y
const close = /}}/y

/** Splits the action that begins at `start` into its words; texts in quotes are words. */
function readAction(text: string, start: number): Action {
  let at = start + 2
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const tokens: string[] = []
  const trimsBefore = /-\s/y
  const begins = take(trimsBefore) !== undefined
  for (;;) {
    const spaced = take(space) !== undefined || tokens.length === 0
    const trims = spaced && text.startsWith('-}}', at)
    if (trims) at += 1
    if (take(close) !== undefined) return { tokens, end: at, trimsBefore: begins, trimsAfter: trims }
    const found = take(token)
    if (found === undefined) throw new Refused(unreadable(text, at))
    tokens.push(found)
  }
}

function unreadable(text: string, at: number): string {
  if (at >= text.length || !text.includes('}}', at)) return 'this {{ has no }}'
  if (text[at] === '"') return 'this text in quotes does not end on its line'
  return `"${text[at] ?? ''}" has no meaning in {{ }}: ${known}`
}

const pathPattern = /^\.Values((?:\.[A-Za-z_][A-Za-z0-9_]*)+)$/
const numberPattern = /^-?\d+(?:\.\d+)?$/

function parsePipe(tokens: readonly string[], line: number): Pipe {
  const [source, ...calls] = splitAt(tokens, '|')
  const [first, ...extra] = source ?? []
  if (first === undefined) throw new Refused('a value is missing: write {{ .Values.… }}')
  const path = parsePath(first)
  if (extra.length > 0) throw new Refused(`"${extra[0] ?? ''}" is one word too many: ${known}`)
  return { path, steps: calls.map(parseStep), line }
}

function splitAt(tokens: readonly string[], separator: string): string[][] {
  const parts: string[][] = [[]]
  for (const each of tokens) {
    if (each === separator) parts.push([])
    else parts.at(-1)?.push(each)
  }
  return parts
}

function parsePath(word: string): string[] {
  const [, found] = pathPattern.exec(word) ?? []
  if (found !== undefined) return found.slice(1).split('.')
  if (word.startsWith('.Values')) {
    throw new Refused(`${word} is no name of a value: letters, digits and _ between single dots`)
  }
  if (word.startsWith('.') || word.startsWith('$'))
    throw new Refused(`${word} is not there: only .Values.… can be read`)
  if (word === 'default' || word === 'quote') {
    throw new Refused(
      `${word} comes after the value: {{ .Values.… | ${word}${word === 'quote' ? '' : ' "…"'} }}`,
    )
  }
  throw new Refused(`"${word}" cannot be used here: ${known}`)
}

function parseStep(words: readonly string[]): Step {
  const [name, argument, ...extra] = words
  if (name === undefined) throw new Refused('after | comes default or quote')
  if (name !== 'default' && name !== 'quote') throw new Refused(`"${name}" cannot be used here: ${known}`)
  if (name === 'quote') {
    if (argument !== undefined) throw new Refused('quote takes nothing after it')
    return { type: 'quote' }
  }
  if (argument === undefined || extra.length > 0) throw new Refused('default takes one value: default "text"')
  return { type: 'default', argument: parseArgument(argument) }
}

function parseArgument(word: string): Argument {
  if (word.startsWith('.')) return { type: 'path', path: parsePath(word) }
  if (word.startsWith('"')) return { type: 'literal', value: parseText(word) }
  if (numberPattern.test(word)) return { type: 'literal', value: Number(word) }
  if (word === 'true' || word === 'false') return { type: 'literal', value: word === 'true' }
  throw new Refused(`default takes a text in double quotes, a number, true, false or .Values.…, not ${word}`)
}

function parseText(word: string): string {
  try {
    return String(JSON.parse(word))
  } catch {
    throw new Refused(`${word} has an escape that is not known: \\" \\\\ \\n and \\t are`)
  }
}
