import {
  type CharacterTest,
  eitherCase,
  equals,
  literal,
  PatternError,
  type PatternFlags,
  type PatternReader,
  readCharacterEscape,
  readClass,
  readSet,
} from './pattern-characters.ts'

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge'

/** A regular expression as a tree; `most` of a repetition is Infinity where there is no end. */
export type PatternNode =
  | { type: 'character'; matches: CharacterTest }
  | { type: 'sequence'; nodes: PatternNode[] }
  | { type: 'choice'; nodes: PatternNode[] }
  | { type: 'repetition'; node: PatternNode; least: number; most: number }
  | { type: 'assertion'; assertion: Assertion }

const mostRepeats = 1000
const mostDepth = 250

/** Reads a pattern in RE2 syntax, as Go's regexp package takes it. Throws PatternError. */
export function parsePattern(text: string): PatternNode {
  const reader: PatternReader = { text, at: 0, depth: 0 }
  const node = readChoice(reader, { ignoreCase: false, multiLine: false, dotAll: false })
  if (reader.at < text.length) throw new PatternError('unexpected )', text)
  return node
}

function readChoice(reader: PatternReader, flags: PatternFlags): PatternNode {
  reader.depth += 1
  if (reader.depth > mostDepth) throw new PatternError('expression nests too deeply', reader.text)
  /** Flags set inside a group hold until its end, across its alternatives. */
  const own = { ...flags }
  const nodes = [readSequence(reader, own)]
  while (reader.text[reader.at] === '|') {
    reader.at += 1
    nodes.push(readSequence(reader, own))
  }
  reader.depth -= 1
  const [first] = nodes
  return nodes.length === 1 && first !== undefined ? first : { type: 'choice', nodes }
}

function readSequence(reader: PatternReader, flags: PatternFlags): PatternNode {
  const nodes: PatternNode[] = []
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const start = reader.at
    const node = readAtom(reader, flags)
    nodes.push(node === undefined ? { type: 'sequence', nodes: [] } : readRepetition(reader, node, start))
  }
  return { type: 'sequence', nodes }
}

/** undefined for what sets flags only. */
function readAtom(reader: PatternReader, flags: PatternFlags): PatternNode | undefined {
  const { text } = reader
  const character = String.fromCodePoint(text.codePointAt(reader.at) ?? 0)
  const start = reader.at
  reader.at += character.length
  switch (character) {
    case '(':
      return readGroup(reader, flags, start)
    case '[':
      return { type: 'character', matches: readClass(reader, flags, start) }
    case '.':
      return { type: 'character', matches: (code) => flags.dotAll || code !== 0x0a }
    case '^':
      return { type: 'assertion', assertion: flags.multiLine ? 'line-start' : 'text-start' }
    case '$':
      return { type: 'assertion', assertion: flags.multiLine ? 'line-end' : 'text-end' }
    case '*':
    case '+':
    case '?':
      throw new PatternError('missing argument to repetition operator', character)
    case '\\':
      return readEscape(reader, flags, start)
    default:
      return { type: 'character', matches: literal(character, flags) }
  }
}

function readRepetition(reader: PatternReader, atom: PatternNode, start: number): PatternNode {
  let node = atom
  for (let operators = 0; ; operators += 1) {
    const bounds = readBounds(reader)
    if (bounds === undefined) return node
    if (operators > 0) {
      throw new PatternError('invalid nested repetition operator', reader.text.slice(start, reader.at))
    }
    if (reader.text[reader.at] === '?') reader.at += 1
    node = { type: 'repetition', node, ...bounds }
    start = reader.at - 1
  }
}

function readBounds(reader: PatternReader): { least: number; most: number } | undefined {
  const { text, at } = reader
  const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[text[at] ?? '']
  if (simple !== undefined) {
    reader.at += 1
    const [least = 0, most = Infinity] = simple
    return { least, most }
  }
  /** Braces that are no bounds are ordinary characters. */
  const found = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(text.slice(at, at + 24))
  if (found === null) return undefined
  const [whole, first = '', comma, second = ''] = found
  const least = Number(first)
  const most = comma === undefined ? least : second === '' ? Infinity : Number(second)
  if (least > mostRepeats || (most !== Infinity && (most > mostRepeats || most < least))) {
    throw new PatternError('invalid repeat count', whole)
  }
  reader.at += whole.length
  return { least, most }
}

function readGroup(reader: PatternReader, flags: PatternFlags, start: number): PatternNode | undefined {
  const { text } = reader
  const inner = { ...flags }
  if (text[reader.at] === '?') {
    const named = /^\?P?<[A-Za-z_]\w*>/.exec(text.slice(reader.at))
    const flagged = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(text.slice(reader.at, reader.at + 16))
    if (named !== null) reader.at += named[0].length
    else if (flagged !== null) {
      const [whole, on = '', off = '', close] = flagged
      reader.at += whole.length
      setFlags(close === ')' ? flags : inner, on, off)
      if (close === ')') return undefined
    } else throw new PatternError('invalid or unsupported Perl syntax', text.slice(start, start + 3))
  }
  const node = readChoice(reader, inner)
  if (text[reader.at] !== ')') throw new PatternError('missing closing )', text)
  reader.at += 1
  return node
}

function setFlags(flags: PatternFlags, on: string, off: string): void {
  for (const [letters, value] of [
    [on, true],
    [off, false],
  ] as const) {
    if (letters.includes('i')) flags.ignoreCase = value
    if (letters.includes('m')) flags.multiLine = value
    if (letters.includes('s')) flags.dotAll = value
  }
}

const assertions: Record<string, Assertion> = {
  A: 'text-start',
  z: 'text-end',
  b: 'word-edge',
  B: 'no-word-edge',
}

function readEscape(reader: PatternReader, flags: PatternFlags, start: number): PatternNode {
  const letter = reader.text[reader.at] ?? ''
  const assertion = assertions[letter]
  if (assertion !== undefined) {
    reader.at += 1
    return { type: 'assertion', assertion }
  }
  if (letter === 'Q') return readQuoted(reader, flags)
  const matches = readSet(reader) ?? equals(readCharacterEscape(reader, start))
  return { type: 'character', matches: flags.ignoreCase ? eitherCase(matches) : matches }
}

/** `\Q…\E`: what is between them is taken as it is. */
function readQuoted(reader: PatternReader, flags: PatternFlags): PatternNode {
  const end = reader.text.indexOf('\\E', reader.at)
  const quoted = reader.text.slice(reader.at + 1, end === -1 ? undefined : end)
  reader.at = end === -1 ? reader.text.length : end + 2
  const nodes = Array.from(quoted, (character): PatternNode => ({
    type: 'character',
    matches: literal(character, flags),
  }))
  return { type: 'sequence', nodes }
}
