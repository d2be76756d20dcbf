import type { AppParameter } from './parameters.ts'

/** A template's spec: its own contents, or versions of them, of which then only these are used (contract §3.7). */
interface Versioned<T> {
  template?: T | undefined
  parameters?: AppParameter[] | undefined
  versions?:
    | { version?: string | undefined; template?: T | undefined; parameters?: AppParameter[] | undefined }[]
    | undefined
}

/** What an instance is made from; `problem` says for people why there is nothing. */
export type Choice<T> =
  | { template: T | undefined; parameters: AppParameter[]; version?: string }
  | { problem: string }

/**
 * Chooses a template's version: the newest that fits a pattern of three parts, each a number or `x`, or the
 * newest of all for an empty one. A template without versions has one state, which fits every pattern. What is
 * not written as three numbers is no version and never chosen.
 */
export function chooseVersion<T>(spec: Versioned<T>, pattern = ''): Choice<T> {
  const { versions = [], template, parameters = [] } = spec
  const wanted = pattern === '' ? ['x', 'x', 'x'] : partsOf(pattern, patternPart)
  if (wanted === undefined)
    return { problem: `"${pattern}" is no version: write three parts, each a number or x, such as 1.2.x` }
  if (versions.length === 0) return { template, parameters }

  const known = newestFirst(versions)
  const newest = known.find(({ numbers }) =>
    wanted.every((part, at) => part === 'x' || Number(part) === numbers[at]),
  )
  if (newest === undefined) {
    const there = known.map(({ version }) => version).join(', ')
    return {
      problem: `no version fits ${pattern || 'x.x.x'}: ${there === '' ? 'there is none' : `there are ${there}`}`,
    }
  }
  const { version = '', template: chosen, parameters: asked = [] } = newest
  return { template: chosen, parameters: asked, version }
}

/** The versions that a template has, the newest first. */
export function versionNames({ versions = [] }: Versioned<unknown>): string[] {
  return newestFirst(versions).map(({ version = '' }) => version)
}

function newestFirst<T extends { version?: string | undefined }>(versions: readonly T[]) {
  return versions
    .map((each) => ({ ...each, numbers: partsOf(each.version ?? '', numberPart)?.map(Number) ?? [] }))
    .filter(({ numbers }) => numbers.length > 0)
    .sort((one, other) => compareNumbers(other.numbers, one.numbers))
}

const numberPart = /^(?:0|[1-9]\d{0,8})$/
const patternPart = /^(?:0|[1-9]\d{0,8}|x)$/

/** The three parts of a version or pattern, which may be written with a leading v. */
function partsOf(text: string, part: RegExp): string[] | undefined {
  const parts = text.toLowerCase().replace(/^v/, '').split('.')
  return parts.length === 3 && parts.every((each) => part.test(each)) ? parts : undefined
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (const [at, number] of one.entries()) {
    const difference = number - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
