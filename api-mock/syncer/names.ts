import { createHash } from 'node:crypto'
import type { Place } from '#api-mock/client/place.ts'

const longest = 63
/** So much of a name that is too long is kept before the part that tells it from others. */
const kept = 52

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10)
}

/** Parts joined into a name; what would be too long is cut, with a digest of the whole. */
export function joinName(...parts: string[]): string {
  const whole = parts.join('-')
  if (whole.length <= longest) return whole
  return `${whole.slice(0, kept)}-${digestOf(whole)}`.replaceAll('.-', '-')
}

/** What an object of a virtual cluster is called on its host, where those of all namespaces share one. */
export function hostName({ namespace, name }: Place, vcluster: string): string {
  return name === '' ? '' : joinName(name, 'x', namespace, 'x', vcluster)
}
