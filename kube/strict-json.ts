import { quote } from './causes.ts'
import { rawNumber } from './json.ts'
import { jsonSyntaxError } from './json-syntax.ts'
import { badRequest } from './status.ts'

const mostLevels = 100

/** JSON.parse with the argument of its reviver that the compiler's library does not know yet. */
type Parse = (
  text: string,
  reviver?: (key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown

const parse: Parse = JSON.parse

/**
 * Texts in which a number may not survive as a JavaScript number: sixteen digits in a row, or an exponent of
 * three. The second part asks for what follows a number, since a UID is full of such exponents.
 */
const mayLoseNumbers = /\d{16}|\d[eE]\+?\d{3,}\s*(?:[,}\]]|$)/

/**
 * Parses JSON as kube-apiserver reads it: an integer that a JavaScript number cannot hold stays as written
 * (see json.ts), any other number is the nearest double. Throws 400 with the words of Go for what is not
 * JSON, and for a document of more than 100 levels or more than `mostNodes` values, before it is parsed.
 */
export function parseJson(text: string, mostNodes = 1_000_000): unknown {
  checkSize(text, mostNodes)
  return parseExact(text)
}

/** The same without bounds, for what was within them when it came in; as fast as JSON.parse for almost all. */
export function parseExact(text: string): unknown {
  try {
    return mayLoseNumbers.test(text) ? parse(text, keepNumber) : parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(jsonSyntaxError(text) ?? error.message)
    throw error
  }
}

/** Texts with a number that JavaScript would write otherwise; a string that looks like one only costs time. */
const mayRewriteNumbers = /[:[,]\s*(?:-?\d+[.eE]|-?\d{16}|-0\s*[,}\]])/

/**
 * The same, bounded and in full, for a body that goes on changed: every number, `1.0` and `1e3` included, is
 * written again as it came.
 */
export function parseAsWritten(text: string, mostNodes = 1_000_000): unknown {
  checkSize(text, mostNodes)
  try {
    return mayRewriteNumbers.test(text) ? parse(text, keepAnyNumber) : parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(jsonSyntaxError(text) ?? error.message)
    throw error
  }
}

function keepAnyNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source
  return typeof value !== 'number' || source === undefined || String(value) === source
    ? value
    : rawNumber(source)
}

function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  if (source === undefined) return value
  if (!Number.isFinite(value)) {
    throw badRequest(`json: cannot unmarshal number ${source} into Go value of type float64`)
  }
  return /^-?\d+$/.test(source) && String(value) !== source ? rawNumber(source) : value
}

const quoteCode = 0x22
const backslash = 0x5c

/** Counts levels and values without parsing; a text that is not JSON is left for the parser to refuse. */
function checkSize(text: string, mostNodes: number): void {
  let levels = 0
  let nodes = 1
  for (let position = 0; position < text.length; position += 1) {
    switch (text.charCodeAt(position)) {
      case quoteCode:
        position = closingQuote(text, position + 1)
        break
      case 0x5b: // [
      case 0x7b: // {
        levels += 1
        nodes += 1
        if (levels > mostLevels) throw badRequest(`the document has more than ${mostLevels} levels`)
        break
      case 0x5d: // ]
      case 0x7d: // }
        levels -= 1
        break
      case 0x2c: // ,
        nodes += 1
        break
      default:
    }
  }
  if (nodes > mostNodes) throw badRequest(`the document has more than ${mostNodes} values`)
}

/** Where the string that begins at `position` ends: the first quote that no backslash escapes. */
function closingQuote(text: string, position: number): number {
  let end = text.indexOf('"', position)
  while (end !== -1 && isEscaped(text, end, position)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, quoteAt: number, start: number): boolean {
  let first = quoteAt
  while (first > start && text.charCodeAt(first - 1) === backslash) first -= 1
  return (quoteAt - first) % 2 === 1
}

interface Level {
  /** The path of the container itself. */
  path: string
  /** The keys seen in an object; undefined for a list. */
  keys: Set<string> | undefined
  /** The path of the field at hand; undefined until its key was read. */
  field: string | undefined
  index: number
}

const mostDuplicates = 100

/**
 * The fields that a JSON text gives more than once, each once and worded as kube-apiserver does:
 * `duplicate field "spec.list[0].name"`, at most 100. The text must be one that `parseJson` took.
 */
export function findDuplicates(text: string): string[] {
  const found = new Set<string>()
  const levels: Level[] = []
  for (let position = 0; position < text.length && found.size < mostDuplicates; position += 1) {
    const level = levels.at(-1)
    switch (text[position] ?? '') {
      case '"': {
        const end = closingQuote(text, position + 1)
        if (level?.keys !== undefined && level.field === undefined) {
          const key = keyOf(text.slice(position, end + 1))
          level.field = pathOf(level.path, key)
          if (level.keys.has(key)) found.add(`duplicate field ${quote(level.field)}`)
          level.keys.add(key)
        }
        position = end
        break
      }
      case '{':
      case '[':
        levels.push({
          path: level === undefined ? '' : childPath(level),
          keys: text[position] === '{' ? new Set() : undefined,
          field: undefined,
          index: 0,
        })
        break
      case '}':
      case ']':
        levels.pop()
        break
      case ',':
        if (level !== undefined) {
          level.field = undefined
          level.index += 1
        }
        break
      default:
    }
  }
  return [...found]
}

function keyOf(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1)
}

function pathOf(container: string, key: string): string {
  return container === '' ? key : `${container}.${key}`
}

function childPath({ path, keys, field = path, index }: Level): string {
  return keys === undefined ? `${path}[${index}]` : field
}
