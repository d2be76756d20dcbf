import { quote } from './causes.ts'

/** What may come next: a value, a key, and whether the container may end here instead. */
type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after'

/** An error of the text at hand, where nothing has been thrown yet. */
interface Problem {
  problem: string
}

const endOfInput: Problem = { problem: 'unexpected end of JSON input' }

/**
 * What Go's JSON scanner says about a text that is not JSON, since kube-apiserver quotes it in its answers;
 * undefined when the text is JSON. Meant for texts that JSON.parse refused: it walks byte by byte.
 */
export function jsonSyntaxError(text: string): string | undefined {
  const containers: ('{' | '[')[] = []
  let expected: Expectation = 'value'
  let position = skipSpace(text, 0)
  while (position < text.length) {
    const character = text[position] ?? ''
    const container = containers.at(-1)
    if (expected === 'after') {
      if (container === undefined) return invalid(character, 'after top-level value')
      if (character === ',') expected = container === '{' ? 'key' : 'value'
      else if (character === (container === '{' ? '}' : ']')) containers.pop()
      else
        return invalid(character, container === '{' ? 'after object key:value pair' : 'after array element')
      position += 1
    } else if (expected === 'colon') {
      if (character !== ':') return invalid(character, 'after object key')
      expected = 'value'
      position += 1
    } else if (character === '}' && expected === 'key-or-end') {
      containers.pop()
      expected = 'after'
      position += 1
    } else if (character === ']' && expected === 'value-or-end') {
      containers.pop()
      expected = 'after'
      position += 1
    } else if (expected === 'key' || expected === 'key-or-end') {
      if (character !== '"') return invalid(character, 'looking for beginning of object key string')
      const end = stringEnd(text, position + 1)
      if (typeof end !== 'number') return end.problem
      expected = 'colon'
      position = end
    } else if (character === '{' || character === '[') {
      containers.push(character)
      expected = character === '{' ? 'key-or-end' : 'value-or-end'
      position += 1
    } else {
      const end = scalarEnd(text, position)
      if (typeof end !== 'number') return end.problem
      expected = 'after'
      position = end
    }
    position = skipSpace(text, position)
  }
  return containers.length === 0 && expected === 'after' ? undefined : endOfInput.problem
}

function skipSpace(text: string, position: number): number {
  let end = position
  while (end < text.length && ' \t\r\n'.includes(text[end] ?? 'x')) end += 1
  return end
}

/** Go reads bytes, so of a character beyond ASCII it names the first one. */
function invalid(character: string, where: string): string {
  const [byte = 0] = new TextEncoder().encode(character)
  const shown = String.fromCharCode(byte)
  const quoted = shown === "'" ? "\\'" : shown === '"' ? '"' : quote(shown).slice(1, -1)
  return `invalid character '${quoted}' ${where}`
}

function refuse(text: string, position: number, where: string): Problem {
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0)
  return position < text.length ? { problem: invalid(character, where) } : endOfInput
}

function scalarEnd(text: string, position: number): number | Problem {
  const character = text[position] ?? ''
  if (character === '"') return stringEnd(text, position + 1)
  if (character === '-' || isDigit(character)) return numberEnd(text, position)
  const word = ['true', 'false', 'null'].find((each) => each.startsWith(character))
  if (word === undefined) return refuse(text, position, 'looking for beginning of value')
  for (let at = 1; at < word.length; at += 1) {
    if (text[position + at] !== word[at]) {
      return refuse(text, position + at, `in literal ${word} (expecting '${word[at]}')`)
    }
  }
  return position + word.length
}

function stringEnd(text: string, position: number): number | Problem {
  for (let at = position; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === '"') return at + 1
    if (character < ' ') return refuse(text, at, 'in string literal')
    if (character !== '\\') continue
    at += 1
    if (text[at] === 'u') {
      for (let digit = 1; digit <= 4; digit += 1) {
        if (!/^[0-9a-fA-F]$/.test(text[at + digit] ?? '')) {
          return refuse(text, at + digit, 'in \\u hexadecimal character escape')
        }
      }
      at += 4
    } else if (!'bfnrt\\/"'.includes(text[at] ?? 'x')) {
      return refuse(text, at, 'in string escape code')
    }
  }
  return endOfInput
}

function numberEnd(text: string, position: number): number | Problem {
  let at = text[position] === '-' ? position + 1 : position
  if (!isDigit(text[at])) return refuse(text, at, 'in numeric literal')
  at = text[at] === '0' ? at + 1 : digitsEnd(text, at)
  if (text[at] === '.') {
    if (!isDigit(text[at + 1])) return refuse(text, at + 1, 'after decimal point in numeric literal')
    at = digitsEnd(text, at + 1)
  }
  if (text[at] !== 'e' && text[at] !== 'E') return at
  at += text[at + 1] === '+' || text[at + 1] === '-' ? 2 : 1
  return isDigit(text[at]) ? digitsEnd(text, at) : refuse(text, at, 'in exponent of numeric literal')
}

function digitsEnd(text: string, position: number): number {
  let end = position
  while (isDigit(text[end])) end += 1
  return end
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
