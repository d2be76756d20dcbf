import type { LogLine } from './log-lines.ts'

/** How far is looked ahead, in milliseconds: less where more than so many lines come. */
const far = 30_000
const near = 1000
const manyLines = 100

/**
 * What a container will say from a time on. Finding that out may cost as much for a moment as for half a minute,
 * since a script is run from its start, so each look serves many lines.
 */
export function readAhead(
  made: (from: number, to: number) => LogLine[],
  from: number,
): { next: () => number; take: (now: number) => LogLine[] } {
  let lines: LogLine[] = []
  let end = from
  let span = near
  return {
    /** When the next line comes; where none is in sight, when to look again. */
    next() {
      if (lines.length === 0) {
        lines = made(end, end + span)
        end += span
        span = lines.length > manyLines ? near : far
      }
      return lines[0]?.at ?? end
    },
    /** What has been said before `now` since it was last asked. */
    take(now) {
      const later = lines.findIndex(({ at }) => at >= now)
      const taken = lines.splice(0, later === -1 ? lines.length : later)
      if (end >= now) return taken
      const missed = made(end, now)
      end = now
      return [...taken, ...missed]
    },
  }
}
