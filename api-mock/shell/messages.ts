import type { Output, TerminalSize } from '#api-mock/streaming/process.ts'

/** What is to run, and in which container. */
export interface ShellOptions {
  /** Names the container: processes of one see the same files until it is forgotten. */
  container: string
  argv: readonly string[]
  tty: boolean
  /** The environment that the container gives to its processes. */
  env: Record<string, string>
  cwd: string
  hostname: string
  /** What `ps` shows as the container's own process. */
  command: readonly string[]
  /** Files by absolute path, besides those that every container has; they are made for its first process. */
  files: Record<string, string | Uint8Array>
  /** Folders that are there, although they may be empty. */
  folders: readonly string[]
}

/** What the main thread says to the thread of the shells; `id` is a process. */
export type Request =
  | { type: 'start'; id: number; options: ShellOptions }
  | { type: 'input'; id: number; bytes: Uint8Array }
  | { type: 'endInput'; id: number }
  | { type: 'resize'; id: number; size: TerminalSize }
  | { type: 'kill'; id: number }
  /** So many bytes of output were read. */
  | { type: 'read'; id: number; length: number }
  | { type: 'forget'; container: string }
  | { type: 'ping' }

/** What it answers. */
export type Reply =
  | { type: 'output'; id: number; output: Output }
  /** So many bytes of input were read. */
  | { type: 'read'; id: number; length: number }
  | { type: 'exited'; id: number; code: number }
  | { type: 'pong' }

/** How many bytes of either direction may be on their way before the sender waits. */
export const mostUnread = 256 * 1024
