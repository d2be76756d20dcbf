/** One character of a text, by its code point. */
export type CharacterTest = (codePoint: number) => boolean

/** A pattern that Go's regexp package refuses; the message is the one it would give. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
  constructor(why: string, where: string) {
    super(`error parsing regexp: ${why}: \`${where}\``)
  }
}

export interface PatternFlags {
  ignoreCase: boolean
  multiLine: boolean
  dotAll: boolean
}

/** A pattern's text with the place that reading has reached. */
export interface PatternReader {
  readonly text: string
  at: number
  depth: number
}

/** One character as written, or in either case. */
export function literal(character: string, { ignoreCase }: PatternFlags): CharacterTest {
  const wanted = character.codePointAt(0)
  return ignoreCase ? eitherCase((code) => code === wanted) : (code) => code === wanted
}

export function eitherCase(matches: CharacterTest): CharacterTest {
  return (code) => {
    const character = String.fromCodePoint(code)
    return [character, character.toLowerCase(), character.toUpperCase()].some((each) =>
      matches(each.codePointAt(0) ?? code),
    )
  }
}

export function equals(wanted: number): CharacterTest {
  return (code) => code === wanted
}

const sets: Record<string, RegExp> = { d: /[0-9]/, w: /[0-9A-Za-z_]/, s: /[\t\n\f\r ]/ }

/** After a backslash: a class such as `d`, `W` or `p{Greek}`; undefined when none begins here. */
export function readSet(reader: PatternReader): CharacterTest | undefined {
  const letter = reader.text[reader.at] ?? ''
  const set = sets[letter.toLowerCase()]
  if (set !== undefined) {
    reader.at += 1
    return testOf(set, letter !== letter.toLowerCase())
  }
  const property = /^([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(reader.text.slice(reader.at, reader.at + 40))
  if (property === null) return undefined
  const [whole, kind = '', caret = '', long, shortName = ''] = property
  reader.at += whole.length
  const name = long ?? shortName
  const expression = propertyExpression(name)
  if (expression === undefined) throw new PatternError('invalid character class range', `\\${whole}`)
  return testOf(expression, (kind === 'P') !== (caret === '^'))
}

function propertyExpression(name: string): RegExp | undefined {
  if (name === 'Any') return /[^]/u
  for (const property of [name, `Script=${name}`]) {
    try {
      return new RegExp(`\\p{${property}}`, 'u')
    } catch {
      continue
    }
  }
  return undefined
}

function testOf(expression: RegExp, negated: boolean): CharacterTest {
  return (code) => expression.test(String.fromCodePoint(code)) !== negated
}

const controls: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }

/** After a backslash: the code point of a single character. */
export function readCharacterEscape(reader: PatternReader, start: number): number {
  const rest = reader.text.slice(reader.at, reader.at + 12)
  if (rest === '') throw new PatternError('trailing backslash at end of expression', '')
  const number = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest)
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest)
  const control = controls[rest.charAt(0)]
  if (number !== null || octal !== null) {
    reader.at += (number ?? octal)?.[0].length ?? 0
    const code = number === null ? parseInt(octal?.[0] ?? '', 8) : parseInt(number[1] ?? number[2] ?? '', 16)
    if (code <= 0x10ffff) return code
  } else if (control !== undefined) {
    reader.at += 1
    return control
  } else if (/^[!-/:-@[-`{-~]/.test(rest)) {
    reader.at += 1
    return rest.charCodeAt(0)
  }
  throw new PatternError('invalid escape sequence', reader.text.slice(start, start + 2))
}

const named: Record<string, RegExp> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  ascii: /\p{ASCII}/u,
  blank: /[\t ]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** What `[…]` admits; the reader stands behind the opening bracket, whose place is `start`. */
export function readClass(reader: PatternReader, flags: PatternFlags, start: number): CharacterTest {
  const { text } = reader
  const negated = text[reader.at] === '^'
  if (negated) reader.at += 1
  const tests: CharacterTest[] = []
  for (let first = true; first || text[reader.at] !== ']'; first = false) {
    if (reader.at >= text.length) throw new PatternError('missing closing ]', text.slice(start))
    tests.push(readNamed(reader) ?? readRange(reader))
  }
  reader.at += 1
  const some: CharacterTest = (code) => tests.some((test) => test(code))
  const matches = flags.ignoreCase ? eitherCase(some) : some
  return negated ? (code) => !matches(code) : matches
}

function readNamed(reader: PatternReader): CharacterTest | undefined {
  const found = /^\[:(\^?)(\w+):\]/.exec(reader.text.slice(reader.at, reader.at + 16))
  const expression = found === null ? undefined : named[found[2] ?? '']
  if (found === null) {
    if (reader.text[reader.at] !== '\\') return undefined
    reader.at += 1
    const set = readSet(reader)
    if (set === undefined) reader.at -= 1
    return set
  }
  if (expression === undefined) throw new PatternError('invalid character class range', found[0])
  reader.at += found[0].length
  return testOf(expression, found[1] === '^')
}

function readRange(reader: PatternReader): CharacterTest {
  const start = reader.at
  const low = readClassCharacter(reader)
  const { text } = reader
  if (text[reader.at] !== '-' || text[reader.at + 1] === ']' || reader.at + 1 >= text.length) {
    return equals(low)
  }
  reader.at += 1
  const high = readClassCharacter(reader)
  if (high < low) throw new PatternError('invalid character class range', text.slice(start, reader.at))
  return (code) => code >= low && code <= high
}

function readClassCharacter(reader: PatternReader): number {
  const code = reader.text.codePointAt(reader.at) ?? 0
  const start = reader.at
  reader.at += String.fromCodePoint(code).length
  return code === 0x5c ? readCharacterEscape(reader, start) : code
}
