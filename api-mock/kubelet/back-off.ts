const first = 10_000
const longest = 300_000
/** A container that has run for so long begins anew: twice the longest pause, as the kubelet has it. */
const forgiven = 2 * longest

/**
 * How many milliseconds pass between the end of a container and its next start: none after its first end, then
 * 10 s, doubled up to 5 min.
 */
export function restartDelay(restartCount: number, ranFor: number): number {
  if (restartCount === 0 || ranFor >= forgiven) return 0
  return Math.min(longest, first * 2 ** (restartCount - 1))
}

/** How many milliseconds pass before an image that could not be pulled is tried again. */
export function pullDelay(failures: number): number {
  return Math.min(longest, first * 2 ** (failures - 1))
}

/** A duration as Go writes it, of whole seconds: `10s`, `1m20s`, `5m0s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

/** A duration as Go writes it, to the millisecond: `850ms`, `1.204s`. */
export function formatDuration(milliseconds: number): string {
  const rounded = Math.round(milliseconds)
  if (rounded < 1000) return `${rounded}ms`
  const minutes = Math.floor(rounded / 60_000)
  return `${minutes > 0 ? `${minutes}m` : ''}${(rounded % 60_000) / 1000}s`
}
