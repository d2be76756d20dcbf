import { mostLines } from './behaviours/program.ts'
import { digestOf } from './hash.ts'
import type { LogOptions } from './log-options.ts'

/** A line of a container's log; `at` is in milliseconds since the epoch. */
export interface LogLine {
  at: number
  text: string
  to?: 'stderr'
}

/** Lines that follow from a run's start and lines that were noted as they came, by time; the newest of too many. */
export function mergeLines(made: readonly LogLine[], noted: readonly LogLine[]): LogLine[] {
  const merged = noted.length === 0 ? [...made] : [...made, ...noted].sort((one, other) => one.at - other.at)
  return merged.slice(-mostLines)
}

/** What is asked for of the lines that there are. */
export function selectLines(
  lines: readonly LogLine[],
  { since, tailLines, stream }: Pick<LogOptions, 'since' | 'tailLines' | 'stream'>,
): LogLine[] {
  const wanted = lines.filter((line) => isWanted(line, stream) && (since === undefined || line.at >= since))
  if (tailLines === undefined) return wanted
  return tailLines === 0 ? [] : wanted.slice(-tailLines)
}

export function isWanted({ to }: LogLine, stream: LogOptions['stream']): boolean {
  return stream === 'All' || (stream === 'Stderr') === (to === 'stderr')
}

/** The line as it is sent; times have nanoseconds, the last six digits of which are always the same for a line. */
export function formatLine({ at, text }: LogLine, timestamps: boolean): string {
  if (!timestamps) return `${text}\n`
  const finer = Number.parseInt(digestOf(`${at}/${text}`, 8), 16) % 1_000_000
  const time = new Date(at).toISOString().slice(0, -1)
  return `${time}${String(finer).padStart(6, '0')}Z ${text}\n`
}

/** Cuts a text so that it has no more bytes; a character that would be cut in two is left out. */
export function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return text
  return bytes
    .subarray(0, most)
    .toString('utf8')
    .replace(/\uFFFD$/, '')
}
