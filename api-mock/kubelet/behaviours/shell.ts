import type { Program, Run } from './program.ts'
import { plainServer } from './servers.ts'
import { endOf, outputOf } from './shell-run.ts'
import type { Script } from './shell-run.ts'
import { parseShell, ShellSyntaxError } from './shell-syntax.ts'
import type { List } from './shell-tree.ts'

const shells = new Set(['sh', 'bash', 'ash', 'dash'])
const programs = new Set(
  'sleep echo true false tail date seq printf env printenv hostname test exit'.split(' '),
)

/** Whether a container's command is one that a small shell can follow. */
export function speaksShell([first = '']: readonly string[]): boolean {
  const name = first.replace(/^.*\//, '')
  return shells.has(name) || programs.has(name)
}

/** Images that are there to run a command run it; without one their shell reads its input and ends with it. */
export function shell(run: Run): Program {
  const argv = [...run.command, ...run.args]
  const interactive = run.stdin && (argv.length === 0 || (argv.length === 1 && speaksShell(argv)))
  const list = interactive ? undefined : listOf(argv)
  const { answer: _answer, serves: _serves, ...plain } = plainServer(run)
  const quiet: Program = {
    ...plain,
    output: () => [],
    // A shell that is process 1 has no handler for SIGTERM, and the kernel spares it: only SIGKILL ends it.
    stop: { after: Infinity, exitCode: 137, lines: [] },
    usage: { cpu: 0, memory: 1024 * 1024 },
  }
  if (list === undefined) return run.stdin ? { ...quiet, reads: argv.length === 0 ? ['sh'] : argv } : quiet
  const script: Script = { list, env: run.env, hostname: run.pod, startedAt: run.startedAt }
  const ends = endOf(script)
  return {
    ...quiet,
    ...(ends === undefined ? {} : { ends }),
    output: (from, to) => outputOf(script, from, to),
  }
}

/** The commands that a command line runs; undefined where it is nothing a small shell understands. */
function listOf(argv: readonly string[]): List | undefined {
  const [first = 'sh', ...args] = argv
  const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg))
  if (!shells.has(first.replace(/^.*\//, ''))) return [commandOf(argv)]
  if (flag === -1) return args.length === 0 ? [] : undefined
  try {
    return parseShell(args[flag + 1] ?? '')
  } catch (error) {
    if (error instanceof ShellSyntaxError) return undefined
    throw error
  }
}

function commandOf(argv: readonly string[]): List[number] {
  const words = argv.map((text) => [{ text }])
  return { after: ';', command: { kind: 'simple', assignments: [], words, output: 'stdout' } }
}
