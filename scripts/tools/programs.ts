import { existsSync } from 'node:fs'
import { run } from '#scripts/starter/child.js'
import { Refusal, say } from '#scripts/starter/refusal.js'
import { aptInstall } from './apt.ts'
import { findProgram } from '#server/terminal/path.ts'

/**
 * The Chromium that the journeys and the benchmarks drive: CHROMIUM_PATH, else one on the path, else Debian's,
 * installed. Throws Refusal, which says what to install.
 */
export async function ensureChromium(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const chosen = env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen
    throw new Refusal(`CHROMIUM_PATH names ${chosen}, which is not there`)
  }
  const names = ['chromium', 'google-chrome', 'chromium-browser']
  // Recommended packages are left out, and Chromium alone would bring no letters to draw.
  const found = await ensure(names, ['chromium', 'fonts-liberation'], 'Chromium')
  // Ubuntu's package of that name only points to a snap, which a container cannot run.
  if ((await run(found, ['--version'], { capture: true })).code === 0) return found
  throw new Refusal(`${found} does not run here: install Chromium, or name one that does in CHROMIUM_PATH`)
}

/** `kubectl diff` runs the machine's own `diff`. */
export async function ensureDiff(): Promise<string> {
  return ensure(['diff'], ['diffutils'], 'diff')
}

/**
 * What kubectl shells are shut in with. Where it cannot be had, the tests of what is possible without it are left,
 * as they are where the system allows no user namespaces.
 */
export async function ensureSandbox(): Promise<void> {
  if (process.platform !== 'linux') return
  if (findProgram(['bwrap']) !== undefined && findProgram(['socat']) !== undefined) return
  const installed = await aptInstall(['bubblewrap', 'socat']).catch((error: unknown) => {
    if (error instanceof Refusal) return false
    throw error
  })
  if (!installed)
    say('bubblewrap and socat cannot be installed here: kubectl shells are tested without them.')
}

async function ensure(names: readonly string[], packages: readonly string[], title: string): Promise<string> {
  const found = findProgram(names) ?? ((await aptInstall(packages)) ? findProgram(names) : undefined)
  if (found !== undefined) return found
  throw new Refusal(
    `${title} is needed: install it (on Debian: apt-get install ${packages.join(' ')}) and start again`,
  )
}
