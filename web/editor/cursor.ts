import type { Step } from './schema.ts'

/** Where somebody types, as far as the lines before tell: what is typed there can rarely be read as YAML yet. */
export interface Cursor {
  /** The object whose field is typed, as a path. */
  path: readonly Step[]
  /** The field whose value is typed; undefined while its name is. */
  field: string | undefined
  /** What is typed of the name or of the value. */
  typed: string
  /** Fields that are there already beside it. */
  beside: readonly string[]
  /** How deep the field is indented, in characters. */
  indent: number
  /** Which kind of object it is, as the lines of its document say. */
  apiVersion: string | undefined
  kind: string | undefined
}

interface Line {
  /** Where the name of the field begins, behind the dashes of a list. */
  indent: number
  /** Where the dashes begin; undefined where there are none. */
  dash: number | undefined
  name: string | undefined
  value: string
}

const shape = /^(\s*)((?:- +)*|-\s*$)(?:("[^"]*"|'[^']*'|[^\s#:'"-][^#:]*?|[^\s#:]+)\s*:(?:\s+(.*))?$)?/

function lineOf(text: string): Line {
  const [, space = '', dashes = '', name, value = ''] = shape.exec(text) ?? []
  return {
    indent: space.length + dashes.length,
    dash: dashes === '' ? undefined : space.length,
    name: name?.replace(/^["']|["']$/g, ''),
    value: value.trim(),
  }
}

/** Where somebody is who types at the end of `before`, with `after` behind. */
export function cursorAt(before: string, after: string): Cursor {
  const above = before.split('\n')
  const current = above.pop() ?? ''
  const here = lineOf(current)
  const document = lastDocument(above)
  const below = firstDocument(after.split('\n').slice(1))
  const inside = inBlock(document, here)
  const parents = parentsOf(document, here)
  const all = [...document, current, ...below].map(lineOf)
  const top = (name: string) => all.find((line) => line.indent === 0 && line.name === name)?.value
  return {
    path: parents,
    field: here.name,
    typed: here.name === undefined ? current.slice(here.indent) : here.value,
    beside: [...inside, ...following(below, here)],
    indent: here.indent,
    apiVersion: unquoted(top('apiVersion')),
    kind: unquoted(top('kind')),
  }
}

function unquoted(text: string | undefined): string | undefined {
  const bare = text?.replace(/^["']|["']$/g, '')
  return bare === '' ? undefined : bare
}

const divider = /^---(\s|$)/

function lastDocument(lines: readonly string[]): string[] {
  return lines.slice(lines.findLastIndex((line) => divider.test(line)) + 1)
}

function firstDocument(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => divider.test(line))
  return end === -1 ? [...lines] : lines.slice(0, end)
}

function isBlank(line: string): boolean {
  return /^\s*(#|$)/.test(line)
}

/** Names of the fields above that belong to the same object. */
function inBlock(above: readonly string[], here: Line): string[] {
  const names: string[] = []
  if (here.dash !== undefined) return names
  for (const text of above.toReversed()) {
    if (isBlank(text)) continue
    const line = lineOf(text)
    if (line.indent < here.indent) break
    if (line.indent > here.indent) continue
    if (line.name !== undefined) names.push(line.name)
    if (line.dash !== undefined) break
  }
  return names
}

/** The same of those below. */
function following(below: readonly string[], here: Line): string[] {
  const names: string[] = []
  for (const text of below) {
    if (isBlank(text)) continue
    const line = lineOf(text)
    if (line.indent < here.indent || (line.dash !== undefined && line.dash < here.indent)) break
    if (line.indent === here.indent && line.name !== undefined) names.push(line.name)
  }
  return names
}

/** The path to the object that a line belongs to, found by going up and ever further to the left. */
function parentsOf(above: readonly string[], here: Line): Step[] {
  const path: Step[] = here.dash === undefined ? [] : [0]
  let column = here.dash ?? here.indent
  let inList = here.dash !== undefined
  for (const text of above.toReversed()) {
    if (isBlank(text)) continue
    const line = lineOf(text)
    if (!inList && line.indent === column && line.dash !== undefined) {
      path.unshift(0)
      column = line.dash
      inList = true
      continue
    }
    // A list may begin in the column of the field that it belongs to.
    const isLeft = line.indent < column || (inList && line.indent === column && line.dash === undefined)
    if (line.name === undefined || line.value !== '' || !isLeft) continue
    path.unshift(...(line.dash === undefined ? [] : [0]), line.name)
    column = line.dash ?? line.indent
    inList = line.dash !== undefined
  }
  return path
}
