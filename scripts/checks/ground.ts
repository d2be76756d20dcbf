import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The words by which code could tell one kind of ground from the other. */
const words = /\bembedded\b|\bsimulated\b|api-?mock/i

/** Only the place that lays the ground knows which one it is. */
function mayKnow(file: string): boolean {
  return file === 'main.ts' || file.startsWith('ground/')
}

/**
 * The lines of server/ that know on which kind of ground they run, as `file:line: text`. There is one
 * implementation of teams, quotas and instances, so there should be none.
 */
export function groundBranches(root: string): string[] {
  const folder = join(root, 'server')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !mayKnow(file))
    .sort()
    .flatMap((file) => linesThatKnow(`server/${file}`, readFileSync(join(folder, file), 'utf8')))
}

function linesThatKnow(file: string, text: string): string[] {
  return text
    .split('\n')
    .map((line, index) => (words.test(line) ? `${file}:${index + 1}: ${line.trim()}` : ''))
    .filter((line) => line !== '')
}
