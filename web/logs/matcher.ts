/** What is looked for. */
export interface Sought {
  text: string
  /** Whether the text is a regular expression. */
  regex: boolean
}

type Ranges = [from: number, to: number][]

/** The places of a text at which what is sought is found. */
export type Match = (text: string) => Ranges

/** No more of a line is looked through: an expression may take long over each character. */
export const mostSearched = 4096

/** Looks for every match of an expression. */
export type Search = (text: string) => Iterable<{ found: string; at: number }>

/** How to look for something, why that cannot be, or nothing where nothing is sought. */
export type Matcher = { match: Match } | { wrong: string } | undefined

/**
 * How to look for something, without regard to capitals. The browser's own expressions may take time exponential in
 * the length of a line, as `(a+)+$` does; so only those that cannot are left to it, and `linear` does the others. It
 * is undefined for as long as it is not there, and nothing is found till then.
 */
export function matcherOf({ text, regex }: Sought, linear?: (source: string) => Search | undefined): Matcher {
  if (text === '') return undefined
  if (!regex) return native(text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
  const known = native(text)
  if ('wrong' in known && linear === undefined) return known
  if (isQuick(text)) return known
  if (linear === undefined) return undefined
  const search = linear(text)
  if (search !== undefined) return { match: (line) => rangesOf(search, line) }
  return { wrong: 'wrong' in known ? known.wrong : 'Not supported' }
}

/** Whether an expression takes, at worst, the square of a line's length: it repeats one thing once, if any. */
export function isQuick(source: string): boolean {
  const bare = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  return !/[()]/.test(bare) && (bare.match(/[*+?{]/g) ?? []).length <= 1
}

function native(source: string): { match: Match } | { wrong: string } {
  try {
    const pattern = new RegExp(source, 'gi')
    const search: Search = (text) =>
      text.matchAll(pattern).map(({ 0: found, index }) => ({ found, at: index }))
    return { match: (line) => rangesOf(search, line) }
  } catch {
    return { wrong: 'No expression' }
  }
}

function rangesOf(search: Search, line: string): Ranges {
  const ranges: Ranges = []
  for (const { found, at } of search(line.slice(0, mostSearched)))
    if (found !== '') ranges.push([at, at + found.length])
  return ranges
}
