import { invalidValue } from './causes.ts'
import { compareText } from './compare-text.ts'
import { labelKeyProblems, labelValueProblems } from './names.ts'
import type { SelectorToken } from './selector-tokens.ts'
import { badRequest } from './status.ts'

export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

export interface LabelRequirement {
  key: string
  operator: LabelOperator
  /** Sorted and without repetition; one for the exact operators, none for `exists` and `!`. */
  values: string[]
}

/** A selector's tokens with a place in them; past the last one there are only ends. */
export interface TokenReader {
  peek: () => SelectorToken
  next: () => SelectorToken
}

const operators: Record<string, LabelOperator> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
}

/** `in` and `notin` are operators only where an operator can stand; elsewhere they are words. */
function isWord({ type }: SelectorToken): boolean {
  return type === 'identifier' || type === 'in' || type === 'notin'
}

export function startsRequirement(token: SelectorToken): boolean {
  return isWord(token) || token.type === '!'
}

function refuse(why: string): never {
  throw badRequest(`unable to parse requirement: ${why}`)
}

/** Reads one requirement up to the comma or the end after it; throws a 400 with apimachinery's words. */
export function readRequirement(tokens: TokenReader): LabelRequirement {
  const { peek, next } = tokens
  const negated = peek().type === '!'
  if (negated) next()
  const key = next()
  if (!isWord(key)) refuse(`found '${key.text}', expected: identifier`)
  const keyProblems = labelKeyProblems(key.text)
  if (keyProblems.length > 0) {
    refuse(`<nil>: ${invalidValue('', key.text, keyProblems.join('; ')).message}`)
  }
  if (negated) return { key: key.text, operator: '!', values: [] }
  if (peek().type === 'end' || peek().type === ',') return { key: key.text, operator: 'exists', values: [] }
  const symbol = next()
  const operator = operators[symbol.type]
  if (operator === undefined) {
    refuse(`found '${symbol.text}', expected: in, notin, =, ==, !=, gt, lt`)
  }
  const listed = operator === 'in' || operator === 'notin'
  const values = listed ? readValues(tokens) : [readExactValue(tokens)]
  return checked({ key: key.text, operator, values: [...new Set(values)].sort(compareText) })
}

function readExactValue({ peek, next }: TokenReader): string {
  if (peek().type === 'end' || peek().type === ',') return ''
  const token = next()
  if (!isWord(token)) refuse(`found '${token.text}', expected: identifier`)
  return token.text
}

/** Reads `(a,b)`; a missing word between commas or parentheses is the empty value. */
function readValues({ peek, next }: TokenReader): string[] {
  const open = next()
  if (open.type !== '(') refuse(`found '${open.text}' expected: '('`)
  const first = peek()
  if (!isWord(first) && first.type !== ',' && first.type !== ')') {
    refuse(`found '${first.text}', expected: ',', ')' or identifier`)
  }
  const values: string[] = []
  for (;;) {
    values.push(isWord(peek()) ? next().text : '')
    const separator = peek()
    if (separator.type === ')') {
      next()
      return values
    }
    if (separator.type !== ',') refuse(`found '${separator.text}', expected: ',' or ')'`)
    next()
    const after = peek()
    if (!isWord(after) && after.type !== ',' && after.type !== ')') {
      refuse(`found '${after.text}', expected: ',', or identifier`)
    }
  }
}

function checked(requirement: LabelRequirement): LabelRequirement {
  const { key, operator, values } = requirement
  const problems: string[] = []
  values.forEach((value, index) => {
    if ((operator === 'gt' || operator === 'lt') && parseInt64(value) === undefined) {
      const { message } = invalidValue('', value, "for 'Gt', 'Lt' operators, the value must be an integer")
      problems.push(`values[${index}]: ${message}`)
    }
  })
  values.forEach((value, index) => {
    const wrong = labelValueProblems(value)
    if (wrong.length > 0) {
      problems.push(`values[${index}][${key}]: ${invalidValue('', value, wrong.join('; ')).message}`)
    }
  })
  if (problems.length > 0) refuse(problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`)
  return requirement
}

/** A 64-bit integer as Go's `strconv.ParseInt` takes it. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text) || text.length > 64) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? value : undefined
}
