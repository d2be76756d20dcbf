import { RE2JS, RE2JSException } from 're2js'

/** Whether a text contains a match; undefined where it would take too long to find out. */
export type Pattern = (text: string) => boolean | undefined

/** Instructions times characters that one test may cost. */
const mostSteps = 20_000_000

/** Compiling costs more than testing, up to a tenth of a second for the longest, and the same ones come again. */
const longestPattern = 1000
const compiled = new Map<string, Pattern>()
const mostCompiled = 200

/**
 * Compiles a regular expression in RE2's syntax, which is Go's, so that it means here what it means to Loft's
 * clients. Whoever writes templates writes it: in a backtracking engine a short one could take hours, here it
 * takes time in proportion to itself and the text. The message says what is wrong with what is none.
 */
export function compilePattern(text: string): Pattern | { message: string } {
  if (text.length > longestPattern) return { message: `it has more than ${longestPattern} characters` }
  const known = compiled.get(text)
  if (known !== undefined) return known
  try {
    const program = RE2JS.compile(text)
    const pattern: Pattern = (subject) =>
      subject.length * program.programSize() > mostSteps ? undefined : program.matcher(subject).find()
    if (compiled.size >= mostCompiled) compiled.clear()
    compiled.set(text, pattern)
    return pattern
  } catch (error) {
    if (error instanceof RE2JSException) return { message: error.message }
    throw error
  }
}
