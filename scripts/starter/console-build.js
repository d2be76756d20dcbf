import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.js'
import { withLock } from './lock.js'
import { project } from './project.js'
import { Refusal, say } from './refusal.js'
import { hashOf, isCurrent, writeStamp } from './stamp.js'

/** All that the console is made from. */
const sources = ['web', 'api', 'kube', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

/**
 * Builds the console if anything that it is made from has changed. The build happens in a folder of its own
 * and takes the old one's place at the end, so that a broken build never replaces a working one.
 *
 * @param {string} node the Node to build with
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildConsole(node) {
  const hash = hashOf(project.root, sources, { skip: (path) => /\.test\.tsx?$/.test(path) })
  if (isCurrent(project.builtStamp, hash)) return false
  return withLock(project.lock, async () => {
    if (isCurrent(project.builtStamp, hash)) return false
    say('Building the console (about ten seconds) …')
    const began = Date.now()
    clearLeftovers()
    const fresh = join(project.cache, `build-${process.pid}`)
    await viteBuild(node, fresh)
    writeStamp(join(fresh, '.aerie-built'), hash)
    replaceFolder(project.dist, fresh, join(project.cache, `build-${process.pid}-old`))
    say(`Console built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
    return true
  })
}

/**
 * @param {string} node
 * @param {string} outDir
 */
async function viteBuild(node, outDir) {
  const vite = join(project.modules, 'vite', 'bin', 'vite.js')
  const ended = await run(node, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: project.root,
    capture: true,
  })
  if (ended.code === 0 && !ended.interrupted) return
  rmSync(outDir, { recursive: true, force: true })
  if (ended.interrupted) throw new Refusal('the build was interrupted')
  process.stderr.write(ended.output)
  throw new Refusal('the console could not be built; what is wrong stands above')
}

/**
 * @param {string} place
 * @param {string} fresh
 * @param {string} aside
 */
function replaceFolder(place, fresh, aside) {
  if (existsSync(place)) renameSync(place, aside)
  renameSync(fresh, place)
  rmSync(aside, { recursive: true, force: true })
}

/** What killed builds left; nobody else is building, for we hold the lock. */
function clearLeftovers() {
  for (const name of readdirSync(project.cache)) {
    if (/^build-\d+(-old)?$/.test(name)) rmSync(join(project.cache, name), { recursive: true, force: true })
  }
}
