/** What runs in a container because somebody asked for it: a command, or what the container runs itself. */
export interface Process {
  /** Bytes to standard input, dropped once it has ended; a promise says when more may come. */
  write(bytes: Uint8Array): void | Promise<void>
  endInput(): void
  resize(size: TerminalSize): void
  /** Output in order, read once; ends when the process has ended, and is produced no faster than it is read. */
  output: AsyncIterable<Output>
  /** 0–255; never rejects. */
  exited: Promise<number>
  /** Ends the process, or lets go of one that others use too; its output ends soon after. */
  kill(): void
}

export interface Output {
  to: 'stdout' | 'stderr'
  bytes: Uint8Array
}

export interface TerminalSize {
  columns: number
  rows: number
}
