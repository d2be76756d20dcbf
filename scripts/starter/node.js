import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { project } from './project.js'
import { Refusal } from './refusal.js'

/** What runs the server: the first line of Node that has everything we use without a flag. */
const wanted = 24
/** What runs the starter and npm. */
const least = 20

/** @param {string} version as in `v24.1.0` or `24.1.0` */
export function majorOf(version) {
  return Number(/^v?(\d+)\./.exec(version.trim())?.[1] ?? 0)
}

/** Says so in one line where even the starter would fail, instead of a syntax error further on. */
export function requireStarterNode() {
  if (majorOf(process.versions.node) >= least) return
  throw new Refusal(
    `Node.js ${process.versions.node} is too old: install Node.js ${wanted} (at least ${least})`,
  )
}

/**
 * The Node that runs the server and the tools: the one running now if it is new enough, else the one that
 * npm installed for this project.
 *
 * @returns {string} a path
 */
export function findNode() {
  // After an install the file that we are running may be gone, though the process goes on.
  if (majorOf(process.versions.node) >= wanted && existsSync(process.execPath)) return process.execPath
  if (majorOf(String(spawnSync(project.pinnedNode, ['--version']).stdout ?? '')) >= wanted)
    return project.pinnedNode
  throw new Refusal(
    `Node.js ${wanted} or newer is needed, this is ${process.versions.node}, and npm has none for ${process.platform} ${process.arch}: install it and start again`,
  )
}
