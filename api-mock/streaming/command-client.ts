import type { Status } from '#kube/status.ts'
import type { Output, TerminalSize } from './process.ts'

/** Which streams a client wants, as the query of its request says. */
export interface Wanted {
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

/** One client of a command, whatever protocol carries its streams. */
export interface CommandClient {
  /** Says who takes what the client sends; nothing is read from it before. */
  listen(listener: CommandListener): void
  /** Resolves when more may be sent, also when the client is gone. */
  send(to: Output['to'], bytes: Uint8Array): Promise<void>
  /** Says how the command ended, and closes the connection. */
  end(status: Status): Promise<void>
}

export interface CommandListener {
  /** A promise holds the client back until it resolves. */
  input(bytes: Uint8Array): void | Promise<void>
  inputEnded(): void
  resize(size: TerminalSize): void
}

/** What a client says of its terminal, as `{"Width":80,"Height":24}`; undefined for whatever else it says. */
export function readSize(text: string): TerminalSize | undefined {
  const [, columns] = /"Width":(\d{1,5})\b/.exec(text) ?? []
  const [, rows] = /"Height":(\d{1,5})\b/.exec(text) ?? []
  if (columns === undefined || rows === undefined) return undefined
  return { columns: Number(columns), rows: Number(rows) }
}
