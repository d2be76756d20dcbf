import { compareText } from './compare-text.ts'
import {
  type LabelRequirement,
  parseInt64,
  readRequirement,
  startsRequirement,
} from './label-requirements.ts'
import { type SelectorToken, selectorTokens } from './selector-tokens.ts'
import { badRequest } from './status.ts'

export type Labels = Readonly<Record<string, string>>

/** Requirements that must all hold, sorted by key; none selects everything. */
export type LabelSelector = readonly LabelRequirement[]

/**
 * Reads the text form of a label selector, as in the query parameter `labelSelector`. Throws a 400 with the
 * words of apimachinery's `labels.Parse`.
 */
export function parseLabelSelector(text: string): LabelSelector {
  const tokens = selectorTokens(text)
  let position = 0
  const peek = (): SelectorToken => tokens[position] ?? { type: 'end', text: '' }
  const next = (): SelectorToken => {
    const token = peek()
    position += 1
    return token
  }
  const requirements: LabelRequirement[] = []
  while (peek().type !== 'end') {
    if (!startsRequirement(peek())) {
      throw badRequest(`found '${peek().text}', expected: !, identifier, or 'end of string'`)
    }
    requirements.push(readRequirement({ peek, next }))
    const separator = next()
    if (separator.type === 'end') break
    if (separator.type !== ',') {
      throw badRequest(`found '${separator.text}', expected: ',' or 'end of string'`)
    }
    if (!startsRequirement(peek())) {
      throw badRequest(`found '${peek().text}', expected: identifier after ','`)
    }
  }
  return requirements.sort((one, other) => compareText(one.key, other.key))
}

export function matchesLabels(selector: LabelSelector, labels: Record<string, string> | undefined): boolean {
  return selector.every((requirement) => holds(requirement, labels))
}

function holds({ key, operator, values }: LabelRequirement, labels: Record<string, string> = {}): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case 'exists':
      return value !== undefined
    case '!':
      return value === undefined
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value)
    case 'gt':
    case 'lt':
      return value !== undefined && isBeyond(value, operator, values[0] ?? '')
    case '=':
    case '==':
    case 'in':
      break
  }
  return value !== undefined && values.includes(value)
}

function isBeyond(value: string, operator: 'gt' | 'lt', bound: string): boolean {
  const left = parseInt64(value)
  const right = parseInt64(bound)
  if (left === undefined || right === undefined) return false
  return operator === 'gt' ? left > right : left < right
}

export interface FieldRequirement {
  field: string
  operator: '=' | '!='
  value: string
}

/**
 * Reads the text form of a field selector, as in the query parameter `fieldSelector`; a backslash escapes a
 * comma, an equals sign or itself in a value. Which fields a kind can be selected by is not known here.
 * Throws a 400 with the words of apimachinery's `fields.ParseSelector`.
 */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitTerms(text)
    .sort(compareText)
    .filter((term) => term !== '')
    .map((term) => readTerm(text, term))
    .filter(({ field, value }) => field !== '' || value !== '')
}

function splitTerms(text: string): string[] {
  const terms: string[] = []
  let start = 0
  for (let position = 0; position < text.length; position += 1) {
    if (text[position] === '\\') position += 1
    else if (text[position] === ',') {
      terms.push(text.slice(start, position))
      start = position + 1
    }
  }
  terms.push(text.slice(start))
  return terms
}

function readTerm(selector: string, term: string): FieldRequirement {
  const at = term.indexOf('=')
  if (at === -1) throw badRequest(`invalid selector: '${selector}'; can't understand '${term}'`)
  const negated = term[at - 1] === '!'
  const doubled = !negated && term[at + 1] === '='
  return {
    field: term.slice(0, negated ? at - 1 : at),
    operator: negated ? '!=' : '=',
    value: unescapeValue(term.slice(doubled ? at + 2 : at + 1)),
  }
}

function unescapeValue(text: string): string {
  let value = ''
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position] ?? ''
    if (character === '=' || character === ',') {
      throw badRequest(`invalid field selector: unescaped character in value: ${character.charCodeAt(0)}`)
    }
    if (character !== '\\') {
      value += character
      continue
    }
    position += 1
    const escaped = text[position] ?? ''
    if (escaped === '' || !'\\,='.includes(escaped)) {
      throw badRequest(`invalid field selector: invalid escape sequence: \\${escaped}`)
    }
    value += escaped
  }
  return value
}
