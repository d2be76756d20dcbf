/** A line of a log as Kubernetes sends it with `timestamps=true`. */
export interface LogLine {
  /** RFC 3339 with nanoseconds, as it was written; '' where the line has none. */
  time: string
  text: string
  /** How many bytes of the text were left out. */
  more: number
}

/** So much of a line is shown until somebody asks for the rest: more than a window holds. */
const mostShown = 4096

/** What somebody gets who asks for the rest: a line can be a whole file. */
export const mostOpened = 256 * 1024

const decoder = new TextDecoder()

/** Takes a line apart and decodes it, up to so many bytes of its text. */
export function readLine(bytes: Uint8Array, most = mostShown): LogLine {
  const from = textAt(bytes)
  // A line of Windows.
  const length = bytes.length - (bytes.at(-1) === 13 ? 1 : 0)
  const end = cutAt(bytes, from, Math.max(from, length), most)
  return {
    time: from === 0 ? '' : decoder.decode(bytes.subarray(0, from - 1)),
    text: decoder.decode(bytes.subarray(from, end)),
    more: Math.max(0, length - end),
  }
}

/** Only when the line was written; cheap, for many lines that are not drawn. */
export function timeOf(bytes: Uint8Array): string {
  const from = textAt(bytes)
  return from === 0 ? '' : decoder.decode(bytes.subarray(0, from - 1))
}

/** Where the text of a line begins in a decoded one. */
export function textOf(line: string): string {
  const [time = ''] = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) /.exec(line) ?? []
  return line.slice(time.length)
}

/** Behind the time and its space; 0 where there is no time. `2026-03-01T12:00:00.042000000+01:00` is the longest. */
function textAt(bytes: Uint8Array): number {
  if (bytes[4] !== 45 || bytes[10] !== 84) return 0
  const space = bytes.subarray(0, 40).indexOf(32)
  return space === -1 ? 0 : space + 1
}

/** Where the text ends that is shown; no character is cut in two. */
function cutAt(bytes: Uint8Array, from: number, end: number, most: number): number {
  if (end - from <= most) return end
  let cut = from + most
  while (cut > from && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1
  return cut
}
