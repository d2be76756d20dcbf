import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { exitCode } from '#scripts/starter/child.js'
import { project } from '#scripts/starter/project.js'

/** The process groups that live now, by the number of their leader. */
const living = new Set<number>()

/** How long a program may take to clean up after itself once it has been asked to end. */
const grace = 5_000

export interface Finished {
  code: number
  output: string
}

/**
 * Runs a program in a process group of its own, so that all it started ends with it, and collects what it
 * prints. After `limit` ms the group is ended and the exit code is 124, as `timeout` has it.
 */
export async function runGroup(
  command: string,
  args: readonly string[],
  { env = {}, limit }: { env?: NodeJS.ProcessEnv; limit: number },
): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: project.root,
    env: { ...process.env, PATH: toolPath(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const { pid } = await started(child)
  const closed = once(child, 'close')
  living.add(pid)
  let late = false
  const timer = setTimeout(() => {
    late = true
    void endGroup(pid)
  }, limit)
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  await endGroup(pid)
  // A program that left the group may still hold the pipes: what it says is not waited for.
  await Promise.race([closed, delay(grace, undefined, { ref: false })])
  // Some tools colour what they print to a pipe, too, and it is read in logs.
  const plain = stripVTControlCharacters(output)
  if (late) return { code: 124, output: `${plain}\nIt was ended after ${limit / 60_000} minutes.\n` }
  return { code: exitCode(code, signal), output: plain }
}

async function started(child: ChildProcess): Promise<{ pid: number }> {
  if (child.pid !== undefined) return { pid: child.pid }
  const [error]: unknown[] = await once(child, 'error')
  throw error
}

/** Our tools and the Node that we run on come first, whoever started us. */
function toolPath(): string {
  return [dirname(process.execPath), join(project.modules, '.bin'), process.env['PATH'] ?? ''].join(delimiter)
}

/** Asks the group to end and then makes it; whatever is left of it is nobody's any more. */
async function endGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  const deadline = Date.now() + grace
  while (signalGroup(pid, 0) && Date.now() < deadline) await delay(20)
  signalGroup(pid, 'SIGKILL')
  living.delete(pid)
}

/** Whether there was anybody left to receive it. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** When we are asked to end, so are all groups, and then we do. */
export function endGroupsOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void Promise.all([...living].map(endGroup)).then(() => process.exit(128 + constants.signals[signal]))
    })
  }
}
