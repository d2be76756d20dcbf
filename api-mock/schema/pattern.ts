import { RE2JS, RE2JSException } from 're2js'

/** Whether a text contains a match, as Go's `regexp.MatchString` says. */
export type Pattern = (text: string) => boolean

/** A pattern that Go refuses; the message is Go's. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

/** Instructions times characters that one test may cost; beyond it the text counts as not matching. */
const mostSteps = 20_000_000

/** Compiling is dear beside testing, and a schema's patterns are the same for each object. */
const compiled = new Map<string, Pattern>()
const mostCompiled = 1000

/**
 * Compiles a pattern in RE2 syntax. The patterns are a user's, so they must not run in a backtracking engine,
 * where a short text can take hours: RE2 needs time proportional to pattern and text. Throws PatternError for
 * what Go refuses, look-around and back-references among it.
 */
export function compilePattern(text: string): Pattern {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const program = parse(text)
  const pattern: Pattern = (subject) =>
    subject.length * program.programSize() <= mostSteps && program.matcher(subject).find()
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(text, pattern)
  return pattern
}

function parse(text: string): RE2JS {
  try {
    return RE2JS.compile(text)
  } catch (error) {
    throw error instanceof RE2JSException ? new PatternError(error.message) : error
  }
}
