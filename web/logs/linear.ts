import { RE2JS, RE2JSException } from 're2js'
import type { Search } from './matcher.ts'

/** Instructions of an expression: each may be gone through for each character of a line. */
const mostInstructions = 1000
/** What is longer takes long to compile. */
const longest = 500

/**
 * Looks for an expression in RE2's syntax in time that grows with the line, and not with the ways to match it; undefined
 * for what is none, such as one that looks around or back, and for what is too long.
 */
export function linearSearch(source: string): Search | undefined {
  if (source.length > longest) return undefined
  try {
    const program = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
    return program.programSize() > mostInstructions ? undefined : (text) => matchesOf(program, text)
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}

function* matchesOf(program: RE2JS, text: string): Iterable<{ found: string; at: number }> {
  const matcher = program.matcher(text)
  while (matcher.find()) yield { found: matcher.group() ?? '', at: matcher.start() }
}
