import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './child.js'
import { withLock } from './lock.js'
import { project } from './project.js'
import { hasCode, Refusal, say } from './refusal.js'
import { hashOf, isCurrent, removeStamp, writeStamp } from './stamp.js'

/** What node_modules takes, and some air. */
const neededMegabytes = 800

const npmArguments = [
  'ci',
  '--ignore-scripts',
  // Whatever NODE_ENV or the person's npm settings say: the build needs the development dependencies.
  '--include=dev',
  '--include=optional',
  '--prefer-offline',
  // Without a network npm would go on trying for more than a minute.
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  // npm warns that today's packages want a newer Node than 20; the pinned one that it brings will run them.
  '--no-progress',
  '--loglevel=error',
]

/** What npm calls it when the registry does not answer. */
const networkCodes = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'ERR_SOCKET_TIMEOUT',
]

/**
 * Makes node_modules what package-lock.json says, if it is not: missing, of another commit, of another
 * machine, or left half-way by an interrupted install.
 *
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function install() {
  const hash = hashOf(project.root, ['package-lock.json'], { salt: `${process.platform} ${process.arch}` })
  if (isCurrent(project.installedStamp, hash)) return false
  return withLock(project.lock, async (holdToo) => {
    if (isCurrent(project.installedStamp, hash)) return false
    const first = !existsSync(project.modules)
    if (first) refuseFullDisk()
    const why = first ? 'once' : 'they changed or are incomplete'
    say(`Installing dependencies (${why}; about half a minute on a fast line) …`)
    const began = Date.now()
    removeStamp(project.installedStamp)
    try {
      await npmCi(holdToo)
    } catch (error) {
      if (first) rmSync(project.modules, { recursive: true, force: true })
      throw error
    }
    dropForeignNode()
    writeStamp(project.installedStamp, hash)
    say(`Dependencies installed in ${Math.round((Date.now() - began) / 1000)} s.`)
    return true
  })
}

/** npm itself takes minutes to notice a full disk, and then leaves it full. */
function refuseFullDisk() {
  const { bavail, bsize } = statfsSync(project.root)
  const free = (bavail * bsize) / 1e6
  if (free > neededMegabytes) return
  throw new Refusal(
    `the dependencies need ${neededMegabytes} MB on the disk of ${project.root}, and ${Math.floor(free)} MB are free`,
  )
}

/** @param {(pid: number) => void} started */
async function npmCi(started) {
  const ended = await run('npm', npmArguments, {
    cwd: project.root,
    env: outerEnvironment(),
    capture: true,
    started,
  }).catch((error) => {
    throw hasCode(error, 'ENOENT')
      ? new Refusal('npm was not found: install Node.js 20 or newer together with npm')
      : error
  })
  if (ended.code === 0 && !ended.interrupted) return
  if (ended.interrupted) throw new Refusal('the installation was interrupted; the next start does it again')
  const log = join(project.cache, 'install.log')
  writeFileSync(log, ended.output)
  throw new Refusal(
    `the dependencies could not be installed: ${installFailure(ended.output)} (all of npm's words are in ${log})`,
  )
}

/**
 * What went wrong, in one line, from what npm printed.
 *
 * @param {string} output
 */
export function installFailure(output) {
  const code = /^npm (?:error|ERR!) code (\S+)/m.exec(output)?.[1] ?? ''
  if (networkCodes.includes(code)) {
    return `the npm registry could not be reached (${code}); check the network and start again`
  }
  if (code === 'ENOSPC') return 'no space is left on the disk'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `npm may not write to node_modules (${code})`
  if (code === 'EUSAGE') return 'package-lock.json does not fit package.json; run npm install'
  const said = /^npm (?:error|ERR!) (?!code |syscall |path |dest |errno )(.+)/m.exec(output)?.[1]
  return said ?? 'npm failed and said nothing'
}

/**
 * The environment without our own node_modules/.bin in front, where the very Node lies that npm is about to
 * replace while it would be running on it.
 */
function outerEnvironment() {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== join(project.modules, '.bin'))
  return { ...process.env, PATH: path.join(delimiter) }
}

/**
 * The pinned Node is linked against the GNU C library. Where it cannot run (Alpine, say) it must not stay the
 * first `node` on the path of every npm script.
 */
function dropForeignNode() {
  if (!existsSync(project.pinnedNode)) return
  if (spawnSync(project.pinnedNode, ['--version']).status !== 0) rmSync(project.pinnedNode)
}
