/** Where in a YAML text something is about to be written. */
export type Place =
  /** Outside of quotes: what is written is YAML. */
  | { in: 'plain' }
  | { in: 'double quotes' }
  | { in: 'single quotes' }
  | { in: 'comment' }
  /** In a block scalar (`|` or `>`), on a line that is indented by so many spaces. */
  | { in: 'block'; indent: number }

/** Follows a YAML text as it is written. */
export interface PlaceTracker {
  /** The next piece of the text. */
  push(text: string): void
  place(): Place
}

type Mode = 'plain' | 'double quotes' | 'single quotes' | 'comment'

/**
 * Tells where a YAML text has come to, in time proportional to the text. It reads what decides that, quotes,
 * comments, flow collections and the heads of block scalars, and is no parser: where a text is not YAML it
 * may take a plain place for a quoted one, but no place for a block that is none.
 */
export function trackPlace(): PlaceTracker {
  let mode: Mode = 'plain'
  let line = ''
  /** Spaces that the line begins with. */
  let indent = 0
  let onlySpaces = true
  /** The column that lines of a block scalar are to the right of. */
  let block: number | undefined
  let last = ''
  let escaped = false
  /** Whether a quote would begin a scalar here. */
  let atToken = true
  /** The first character of the word, where it began a token. */
  let first = ''
  let flow = 0
  /** Whether the character before ended a scalar in single quotes. */
  let closed = false

  const inBlock = () => block !== undefined && indent > block

  function endLine(): void {
    if (mode === 'comment') mode = 'plain'
    if (!inBlock() && !onlySpaces) block = undefined
    if (block === undefined && mode === 'plain' && flow === 0) block = blockHeadOf(line)
    if (mode === 'plain') atToken = true
    line = first = last = ''
    escaped = closed = false
    indent = 0
    onlySpaces = true
  }

  function readPlain(character: string): void {
    const again = closed && character === "'"
    closed = false
    if (character === ' ' || character === '\t') {
      const indicator = (first === '-' || first === '?') && last === first
      if (last === ':' || indicator || first === '!' || first === '&') atToken = true
      first = ''
    } else if (character === '#' && (last === '' || last === ' ' || last === '\t')) mode = 'comment'
    else if (atToken && character === '"') mode = 'double quotes'
    else if (again || (atToken && character === "'")) mode = 'single quotes'
    else if ((atToken || flow > 0) && (character === '[' || character === '{')) flow += 1
    else if (flow > 0 && character === ',') atToken = true
    else {
      if (flow > 0 && (character === ']' || character === '}')) flow -= 1
      if (atToken) first = character
      atToken = flow > 0 && character === ':' && (last === '"' || last === "'")
    }
    if (mode === 'double quotes' || mode === 'single quotes') atToken = false
  }

  function readQuoted(character: string): void {
    if (mode === 'single quotes') {
      // Two of them stand for one: the second begins the scalar again.
      closed = character === "'"
      if (closed) mode = 'plain'
    } else if (escaped) escaped = false
    else if (character === '\\') escaped = true
    else if (character === '"') mode = 'plain'
  }

  function read(character: string): void {
    if (character === '\n') return endLine()
    if (onlySpaces && character === ' ') indent += 1
    else onlySpaces = false
    line += character
    if (!inBlock()) {
      if (block !== undefined && !onlySpaces) block = undefined
      if (mode === 'plain') readPlain(character)
      else if (mode !== 'comment') readQuoted(character)
    }
    last = character
  }

  return {
    push(text) {
      for (const character of text) read(character)
    },
    place: () => (inBlock() ? { in: 'block', indent } : { in: mode }),
  }
}

/** Longer lines are not looked into; none that heads a block scalar is. */
const longestHead = 2000

const blockHead = /^( *)((?:- +)*)([^#]*?: +)?(?:[!&]\S* +)*[|>][-+1-9]{0,2} *(?: #.*)?$/

/** The column that a block scalar's lines must be to the right of, where a line is the head of one. */
function blockHeadOf(line: string): number | undefined {
  const found = line.length > longestHead ? null : blockHead.exec(line.trimEnd())
  if (found === null) return undefined
  const [, spaces = '', dashes = '', key] = found
  if (key !== undefined) return spaces.length + dashes.length
  const lastDash = dashes.trimEnd().lastIndexOf('-')
  return lastDash === -1 ? undefined : spaces.length + lastDash
}
