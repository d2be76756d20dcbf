import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** What asks a process to end; SIGKILL cannot be passed on. @type {NodeJS.Signals[]} */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end and passes on what asks us to end, so that no child outlives its starter. With
 * `capture` its output is collected (and shown by whoever asked, if it failed); else it owns the terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, until?: AbortSignal, started?: (pid: number) => void }} [options]
 *   `until` asks it to end; `started` is told its number
 * @returns {Promise<{ code: number, output: string, interrupted: boolean }>} the code as a shell counts: 128 + n
 *   after signal n; `interrupted` tells whether we were asked to end meanwhile. Rejects when the program cannot
 *   be started.
 */
export async function run(command, args, { cwd, env = process.env, capture = false, until, started } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
  let interrupted = false
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    interrupted = true
    child.kill(signal)
  }
  for (const signal of endings) process.on(signal, passOn)
  until?.addEventListener('abort', () => child.kill())
  if (child.pid !== undefined) started?.(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output, interrupted }))
    })
  } finally {
    for (const signal of endings) process.off(signal, passOn)
  }
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  if (code !== null) return code
  return signal === null ? 1 : 128 + constants.signals[signal]
}
