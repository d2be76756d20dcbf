import { visible } from './visible.ts'

/** `1 pod`, `3 pods`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** More names than this are counted and not listed. */
const listed = 3

/** The first names, and how many more there are. */
export function named(names: readonly string[]): string {
  const more = names.length - listed
  return inARow([...names.slice(0, listed).map(visible), ...(more > 0 ? [`${more} more`] : [])])
}

export function inARow(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
