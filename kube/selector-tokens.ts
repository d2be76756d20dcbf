/** One token of a label selector's text; `text` is what stands there. */
export interface SelectorToken {
  type: 'end' | 'identifier' | 'in' | 'notin' | '(' | ')' | ',' | '!' | '=' | '==' | '!=' | '<' | '>'
  text: string
}

type TokenType = SelectorToken['type']

const symbols = new Set<string>(['(', ')', ',', '!', '=', '<', '>'])
const spaces = new Set([' ', '\t', '\r', '\n'])

/** Cuts a label selector into tokens, the longest symbol first; the last one is always `end`. */
export function selectorTokens(text: string): SelectorToken[] {
  const tokens: SelectorToken[] = []
  let position = 0
  while (position < text.length) {
    const character = text[position] ?? ''
    if (spaces.has(character)) {
      position += 1
      continue
    }
    const word = symbols.has(character) ? symbolAt(text, position) : wordAt(text, position)
    tokens.push({ type: typeOf(word), text: word })
    position += word.length
  }
  tokens.push({ type: 'end', text: '' })
  return tokens
}

function symbolAt(text: string, position: number): string {
  const two = text.slice(position, position + 2)
  return two === '==' || two === '!=' ? two : two.slice(0, 1)
}

function wordAt(text: string, position: number): string {
  let stop = position
  while (stop < text.length) {
    const character = text[stop] ?? ''
    if (symbols.has(character) || spaces.has(character)) break
    stop += 1
  }
  return text.slice(position, stop)
}

function typeOf(word: string): TokenType {
  switch (word) {
    case 'in':
    case 'notin':
    case '(':
    case ')':
    case ',':
    case '!':
    case '=':
    case '==':
    case '!=':
    case '<':
    case '>':
      return word
    default:
      return 'identifier'
  }
}
