/** A failure whose message is all that the person at the terminal needs: one line, no stack. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal'
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** What the machine refuses; the system's own words say it well enough. */
const machineRefusals = ['EACCES', 'EDQUOT', 'ENOSPC', 'EPERM', 'EROFS']

/**
 * Runs the body of an entry script: its number becomes the exit code, a Refusal one line on stderr, and
 * anything else is our own mistake and keeps its stack.
 *
 * @param {() => Promise<number>} body
 */
export async function entry(body) {
  try {
    process.exitCode = await body()
  } catch (error) {
    if (!(error instanceof Refusal) && !machineRefusals.some((code) => hasCode(error, code))) throw error
    process.stderr.write(`aerie: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

/**
 * @param {unknown} error
 * @param {string} code as in `errno` names, such as ENOENT
 */
export function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
