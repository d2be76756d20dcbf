export type Step =
  | { type: 'field'; name: string }
  | { type: 'all' }
  /** Negative positions count from the end; an open end is undefined. */
  | { type: 'slice'; start: number; end: number | undefined; step: number }
  /** Without operator: what exists at `left`. */
  | { type: 'filter'; left: Step[]; operator: string | undefined; right: Operand | undefined }

/** What a filter compares with: a literal, or another path in the same list element. */
export type Operand = { value: unknown } | { steps: Step[] }

const terminators = new Set(['', ' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}'])

/** The steps of a simple JSONPath (with or without its braces), undefined when it cannot be read. */
export function parseJsonPath(path: string): Step[] | undefined {
  const text = path.startsWith('{') && path.endsWith('}') ? path.slice(1, -1) : path
  const steps: Step[] = []
  let position = 0
  while (position < text.length) {
    const read = stepAt(text, position)
    if (read === undefined) return undefined
    steps.push(...read.steps)
    position = read.end
  }
  return steps
}

interface Read {
  steps: Step[]
  end: number
}

function stepAt(text: string, position: number): Read | undefined {
  const character = text[position]
  if (character === '$' || character === '@' || character === ' ') return { steps: [], end: position + 1 }
  if (character === '.') return fieldAt(text, position + 1)
  if (text.startsWith('[?(', position)) return filterAt(text, position + 3)
  return character === '[' ? bracketsAt(text, position + 1) : undefined
}

/** A field's name; a backslash makes the next character part of it. A lone dot is the object itself. */
function fieldAt(text: string, position: number): Read | undefined {
  let name = ''
  let end = position
  for (; !terminators.has(text[end] ?? ''); end += 1) {
    if (text[end] === '\\') end += 1
    name += text[end] ?? ''
  }
  if (name === '') return end === text.length ? { steps: [], end } : undefined
  return { steps: [name === '*' ? { type: 'all' } : { type: 'field', name }], end }
}

function bracketsAt(text: string, position: number): Read | undefined {
  const close = text.indexOf(']', position)
  if (close === -1) return undefined
  const inside = text.slice(position, close)
  const end = close + 1
  if (inside === '*') return { steps: [{ type: 'slice', start: 0, end: undefined, step: 1 }], end }
  const quoted = /^'([^']*)'$/.exec(inside) ?? /^"([^"]*)"$/.exec(inside)
  if (quoted !== null) return { steps: [{ type: 'field', name: unescape(quoted[1] ?? '') }], end }
  const slice = sliceOf(inside)
  return slice === undefined ? undefined : { steps: [slice], end }
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

function sliceOf(text: string): Step | undefined {
  const parts = /^(-?\d{0,9})(?::(-?\d{0,9}))?(?::(\d{0,9}))?$/.exec(text)
  if (parts === null || text === '') return undefined
  const [, first = '', second, third = ''] = parts
  const start = Number(first)
  const step = third === '' ? 1 : Number(third)
  if (step === 0 || Number.isNaN(start)) return undefined
  if (second === undefined) return { type: 'slice', start, end: start === -1 ? undefined : start + 1, step }
  return { type: 'slice', start, end: second === '' ? undefined : Number(second), step }
}

function filterAt(text: string, position: number): Read | undefined {
  const close = endOfFilter(text, position)
  if (close === undefined) return undefined
  const condition = text.slice(position, close)
  const end = close + 2
  const parts = /^([^!<>=]+)(==|!=|<=|>=|<|>)([^!<>=].*)$/.exec(condition)
  const left = parseJsonPath((parts?.[1] ?? condition).trim())
  if (left === undefined) return undefined
  if (parts === null) return { steps: [{ type: 'filter', left, operator: undefined, right: undefined }], end }
  const right = operandOf((parts[3] ?? '').trim())
  if (right === undefined) return undefined
  return { steps: [{ type: 'filter', left, operator: parts[2], right }], end }
}

/** Where `)]` closes the filter, outside of quotes. */
function endOfFilter(text: string, position: number): number | undefined {
  let quote = ''
  for (let at = position; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (text.startsWith(')]', at)) return at
  }
  return undefined
}

function operandOf(text: string): Operand | undefined {
  const quoted = /^(["'])(.*)\1$/s.exec(text)
  if (quoted !== null) return { value: unescape(quoted[2] ?? '') }
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return { value: Number(text) }
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  const steps = parseJsonPath(text)
  return steps === undefined ? undefined : { steps }
}
