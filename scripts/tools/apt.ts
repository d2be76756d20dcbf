import { run } from '#scripts/starter/child.js'
import { Refusal, say } from '#scripts/starter/refusal.js'
import { findProgram } from '#server/terminal/path.ts'

/**
 * Installs packages where that needs no question: on Debian and its like, as root or by sudo without a
 * password. Answers false where it cannot even try; throws Refusal with apt's words where it failed.
 */
export async function aptInstall(packages: readonly string[]): Promise<boolean> {
  const prefix = await rootPrefix()
  if (prefix === undefined) return false
  say(`Installing ${packages.join(', ')} from the system's packages …`)
  await aptGet(prefix, ['update'])
  await aptGet(prefix, ['install', '--yes', '--no-install-recommends', ...packages])
  return true
}

/** What to put before a command so that it runs as root; undefined where nothing does without a question. */
async function rootPrefix(): Promise<string[] | undefined> {
  if (findProgram(['apt-get']) === undefined) return undefined
  if (process.getuid?.() === 0) return []
  if (findProgram(['sudo']) === undefined) return undefined
  const { code } = await run('sudo', ['-n', 'true'], { capture: true })
  return code === 0 ? ['sudo', '-n'] : undefined
}

async function aptGet(prefix: readonly string[], args: readonly string[]): Promise<void> {
  const [command = 'env', ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    ...args,
  ]
  const { code, output } = await run(command, rest, { capture: true })
  if (code === 0) return
  const reason = /^[EW]: (.*)$/m.exec(output)?.[1] ?? `it ended with ${code}`
  throw new Refusal(`apt-get ${args[0]} failed: ${reason}`)
}
