import { execAddress } from './addresses.ts'
import { channels, isMissingProgram, type Ended } from './channels.ts'
import { connect, type Connection } from './connection.ts'
import type { TabState } from './dock.ts'
import type { ExecTarget } from './open.ts'

/** What a tab runs, whatever it is. */
export interface Run {
  send(frame: Uint8Array<ArrayBuffer>): void
  /** Breaks off; what is on the server may wait for it, or end. */
  stop(): void
}

/** What it needs of its tab. */
export interface Stage {
  write: (bytes: Uint8Array) => Promise<void> | undefined
  /** Takes away all that is shown. */
  clear(): void
  /** Says how large the terminal is. */
  size(): Uint8Array<ArrayBuffer>
  tell(state: TabState): void
}

/** Shells in the order of how good they are to use; each is a program and not a line for one. */
const shells = ['bash', 'sh', 'ash', '/bin/bash', '/bin/sh']

/** Opens a shell in a container: the best that it has. */
export function runExec(target: ExecTarget, stage: Stage): Run {
  let connection: Connection | undefined
  let stopped = false
  /** Whether it ever came to a connection. */
  let answered = false
  /** Whether anything was typed: what ends then is no program that was missing. */
  let touched = false

  function attempt(index: number): void {
    let open = false
    connection = connect(execAddress(target, shells[index] ?? 'sh'), {
      opened() {
        answered = true
        connection?.send(stage.size())
      },
      output(bytes) {
        if (!open) stage.tell({ is: 'open' })
        open = true
        return stage.write(bytes)
      },
      closed(ended, code) {
        if (stopped) return
        if (ended === undefined && !answered) return stage.tell({ is: 'ended', told: notOpened })
        if (ended === undefined || !isMissingProgram(ended) || touched)
          return stage.tell(stateAfter(ended, code))
        stage.clear()
        if (index + 1 < shells.length) return attempt(index + 1)
        const told = 'This container has no shell: its image has only the program itself.'
        stage.tell({ is: 'ended', told })
      },
    })
  }

  attempt(0)
  return {
    send(frame) {
      touched ||= frame[0] === channels.stdin
      connection?.send(frame)
    },
    stop() {
      stopped = true
      connection?.close()
    },
  }
}

const notOpened = 'The container cannot be reached: it may have stopped, or the server be away.'

/** Close codes of the gateway; see `closeCodes` there. */
const rightsChanged = 4401

function stateAfter(ended: Ended | undefined, code: number): TabState {
  if (ended?.code !== undefined) return { is: 'ended', code: ended.code, told: '' }
  if (ended !== undefined) return { is: 'ended', told: ended.message }
  if (code === rightsChanged) return { is: 'ended', told: 'Your rights here have changed.' }
  return { is: 'ended', told: 'The connection was lost, and the shell ended with it.' }
}
