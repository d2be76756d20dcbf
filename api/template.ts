import { fieldOf, isObject } from '#kube/json.ts'
import { trackPlace, type Place } from './yaml-place.ts'
import {
  parseTemplate,
  type Argument,
  type Node,
  type Pipe,
  type TemplateProblem,
} from './template-parser.ts'

/** A text that cannot be rendered: it is no template, or a value does not fit where it stands. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly problem: TemplateProblem
  constructor(problem: TemplateProblem) {
    super(`line ${problem.line}: ${problem.message}`)
    this.problem = problem
  }
}

/** Characters that a rendered text may have. */
const longestOutput = 1024 * 1024
/** Characters that all `quote`s of a text together may take: each of a row doubles what it is given. */
const mostQuoted = 4 * longestOutput

/** What is wrong with a template, in the order of its lines; nothing where it can be rendered. */
export function checkTemplate(text: string): TemplateProblem[] {
  return parseTemplate(text).problems
}

/**
 * Renders `{{ .Values.path }}`, with `| default …` and `| quote`, and `{{ if .Values.path }}…{{ else }}…{{ end }}`.
 * Throws TemplateError. Rules as in Helm: what is not there is empty, and so are `false`, 0, `""` and empty
 * lists and maps for `if` and `default`; `{{-` and `-}}` take the white space beside them away.
 *
 * The text is YAML, and a value cannot leave its place in it: in quotes, `quote`'s own or the template's, it is
 * escaped; in a block scalar its further lines get the indentation of the first; anywhere else one with a line
 * break is refused. A value without quotes is still YAML of one line: it may turn out a number, a list or a
 * comment, so that texts of people should be quoted.
 */
export function render(text: string, values: unknown): string {
  const { nodes, problems } = parseTemplate(text)
  const [problem] = problems
  if (problem !== undefined) throw new TemplateError(problem)
  const tracker = trackPlace()
  const pieces: string[] = []
  let length = 0
  const room: Room = { left: mostQuoted }

  function write(piece: string, line: number): void {
    length += piece.length
    if (length > longestOutput)
      throw new TemplateError({ line, message: `the result is longer than ${longestOutput} characters` })
    tracker.push(piece)
    pieces.push(piece)
  }

  function renderNodes(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (node.type === 'text') write(node.text, node.line)
      else if (node.type === 'if') {
        renderNodes(isEmpty(evaluate(node.condition, values, room).value) ? node.otherwise : node.met)
      } else write(printed(node.pipe, tracker.place(), values, room), node.pipe.line)
    }
  }

  renderNodes(nodes)
  return pieces.join('')
}

function printed(pipe: Pipe, place: Place, values: unknown, room: Room): string {
  const { value, quoted } = evaluate(pipe, values, room)
  const text = scalarText(value, pipe)
  if (quoted) return text
  if (place.in === 'double quotes') return escape(text)
  if (place.in === 'block') return text.split(lineBreak).join(`\n${' '.repeat(place.indent)}`)
  if (lineBreak.test(text)) {
    const message = `the value of ${nameOf(pipe)} has several lines and would break the text here: write {{ ${nameOf(pipe)} | quote }}`
    throw new TemplateError({ line: pipe.line, message })
  }
  return place.in === 'single quotes' ? text.replaceAll("'", "''") : text
}

/** What any reader of YAML, of 1.1 as of 1.2, takes for the end of a line. */
const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/

/** JSON's escapes are YAML's; the rest is what readers of YAML refuse or take for a line break. */
function escape(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

/** How many characters may still be quoted. */
interface Room {
  left: number
}

function evaluate(
  { path, steps, line }: Pipe,
  values: unknown,
  room: Room,
): { value: unknown; quoted: boolean } {
  let value = lookUp(path, values)
  let quoted = false
  for (const step of steps) {
    if (step.type === 'quote') {
      const text = scalarText(value, { path, steps, line })
      room.left -= text.length
      if (room.left < 0)
        throw new TemplateError({ line, message: `it quotes more than ${mostQuoted} characters` })
      value = `"${escape(text)}"`
      quoted = true
    } else if (isEmpty(value)) {
      value = argumentOf(step.argument, values)
      quoted = false
    }
  }
  return { value, quoted }
}

function argumentOf(argument: Argument, values: unknown): unknown {
  return argument.type === 'path' ? lookUp(argument.path, values) : argument.value
}

function lookUp(path: readonly string[], values: unknown): unknown {
  let value = values
  for (const key of path) value = isObject(value) ? fieldOf(value, key) : undefined
  return value
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return value === undefined || value === null || value === false || value === 0 || value === ''
}

function scalarText(value: unknown, pipe: Pipe): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TemplateError({
    line: pipe.line,
    message: `${nameOf(pipe)} is a list or a map and has no text: name one value in it`,
  })
}

function nameOf({ path }: Pipe): string {
  return `.Values.${path.join('.')}`
}
