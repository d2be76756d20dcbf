/** A number in [0, 1) that is always the same for the same text: what differs between pods, but not between looks. */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}

/** Hexadecimal digits that look like those of a digest. */
export function digestOf(text: string, length = 64): string {
  let digits = ''
  for (let part = 0; digits.length < length; part += 1) {
    digits += Math.floor(shareOf(`${text}#${part}`) * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  }
  return digits.slice(0, length)
}
