import { defineCommand } from 'just-bash'
import type { Command, ExecResult, ResolvedCommandContext } from 'just-bash'
import type { ShellOptions } from './messages.ts'
import { listed } from './wording.ts'

/** Commands that the interpreter lacks, or that would tell of it instead of the container. */
export function commandsOf({ hostname, command }: ShellOptions): Command[] {
  return [
    defineCommand('hostname', () => printed(`${hostname}\n`)),
    defineCommand('whoami', () => printed('root\n')),
    defineCommand('id', (args) =>
      printed(args.length > 0 ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n'),
    ),
    defineCommand('nproc', () => printed('1\n')),
    defineCommand('uname', (args) => printed(`${uname(args, hostname)}\n`)),
    defineCommand('ps', () => printed(processes(command))),
    defineCommand('env', (args, context) =>
      args.length > 0 ? original(args, context) : printed(environment(context)),
    ),
    defineCommand('ls', async (args, context) => {
      const result = await original(args, context)
      return { ...result, stdout: listed(args, result.stdout) }
    }),
    defineCommand('tar', (args, context) => original(relativeToRoot(args), context)),
  ]
}

function printed(stdout: string): Promise<ExecResult> {
  return Promise.resolve({ stdout, stderr: '', exitCode: 0 })
}

function original(args: string[], { origCommand }: ResolvedCommandContext): Promise<ExecResult> {
  return origCommand?.(args) ?? Promise.resolve({ stdout: '', stderr: 'not available\n', exitCode: 127 })
}

function uname(args: readonly string[], hostname: string): string {
  const known: Record<string, string> = { s: 'Linux', n: hostname, r: '6.12.0', m: 'x86_64', o: 'GNU/Linux' }
  const letters = args.join('').replaceAll('-', '')
  if (letters.includes('a')) return Object.values(known).join(' ')
  return Array.from(letters || 's')
    .flatMap((letter) => known[letter] ?? [])
    .join(' ')
}

/** As busybox prints them: what the container runs, and the command itself. */
function processes(command: readonly string[]): string {
  const line = (pid: number, text: string): string => `${String(pid).padStart(5)} root      0:00 ${text}\n`
  return `PID   USER     TIME  COMMAND\n${line(1, command.join(' '))}${line(42, 'ps')}`
}

/** Parameters that the interpreter keeps beside the variables. */
const special = new Set(['0', '?'])

function environment({ exportedEnv }: ResolvedCommandContext): string {
  return Object.entries(exportedEnv ?? {})
    .filter(([name]) => !special.has(name))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** GNU tar drops the slash in front of what it packs, without which `kubectl cp` takes nothing from an archive. */
function relativeToRoot(args: string[]): string[] {
  const creates = /^-?[a-z]*c/.test(args[0] ?? '') || args.includes('--create')
  if (!creates || !args.slice(1).some((each) => each.startsWith('/'))) return args
  const file = args.findIndex((each) => /^-?[a-z]*f$/.test(each)) + 1
  return args.flatMap((each, index) =>
    each.startsWith('/') && index !== file && args[index - 1] !== '-C'
      ? ['-C', '/', each.slice(1) || '.']
      : each,
  )
}
