/** One line of output; `at` is in milliseconds since the process started. */
export interface Line {
  at: number
  text: string
  to?: 'stderr'
}

export interface Ending {
  /** Milliseconds since the start. */
  after: number
  exitCode: number
  reason?: 'OOMKilled'
}

export interface HttpAnswer {
  status: number
  type: string
  body: string
}

/** Who runs: what differs between two runs of the same image. */
export interface Run {
  uid: string
  pod: string
  container: string
  image: string
  /** How often the container was restarted before. */
  restart: number
  /** What the container's spec says to run, in the place of what the image would. */
  command: readonly string[]
  args: readonly string[]
  env: ReadonlyMap<string, string>
  /** Whether it keeps its standard input open. */
  stdin: boolean
  /** Milliseconds since the epoch. */
  startedAt: number
}

/**
 * What one run of a container does, as pure functions of its start: whoever asks, now or after a restart of
 * this program, hears the same, and nothing has to be kept of a container that just runs.
 */
export interface Program {
  /** How it ends by itself; undefined for what runs until it is told to stop. */
  ends?: Ending
  /** Milliseconds until it can answer. */
  readyAfter: number
  /** Whether its liveness probe fails once it is ready. */
  hangs?: boolean
  /** What it says from one time to another, in order; the end is not included. */
  output: (from: number, to: number) => Line[]
  /** What it does when told to end. */
  stop: { after: number; exitCode: number; lines: readonly string[] }
  /** Where it listens, besides the ports that its container declares. */
  ports: readonly number[]
  serves?: 'http' | 'redis' | 'postgres' | 'mysql' | 'kubernetes'
  answer?: (method: string, path: string) => HttpAnswer
  /** The command that reads what is typed by whoever attaches; undefined where nothing reads it. */
  reads?: readonly string[]
  /** What the image has in its file system, by path. */
  files: Readonly<Record<string, string>>
  /** What it uses of a processor (thousandths) and of memory (bytes) on an ordinary day. */
  usage: { cpu: number; memory: number }
}

/** The lines of a list that are in a span of time. */
export function within(lines: readonly Line[], from: number, to: number): Line[] {
  return lines.filter(({ at }) => at >= from && at < to)
}

/** No log keeps more lines of one container, so that nobody makes more. */
export const mostLines = 20_000

/** Lines that come again and again, the newest of them where there are too many. */
export function repeated(
  { every, first, line }: { every: number; first: number; line: (index: number) => string },
  from: number,
  to: number,
): Line[] {
  const last = Math.ceil((to - first) / every) - 1
  const start = Math.max(0, Math.ceil((from - first) / every), last - mostLines + 1)
  const lines: Line[] = []
  for (let index = start; index <= last; index += 1)
    lines.push({ at: first + index * every, text: line(index) })
  return lines
}
