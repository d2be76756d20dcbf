import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A stamp is a file that holds the hash of what something was made from. It is written last and removed
 * first, so that whatever was interrupted half-way has none and is made again.
 *
 * @param {string} path
 * @param {string} hash
 */
export function isCurrent(path, hash) {
  try {
    return readFileSync(path, 'utf8').trim() === hash
  } catch {
    return false
  }
}

/**
 * @param {string} path
 * @param {string} hash
 */
export function writeStamp(path, hash) {
  writeFileSync(path, `${hash}\n`)
}

/** @param {string} path */
export function removeStamp(path) {
  rmSync(path, { force: true })
}

/**
 * The SHA-256 of files, their names included, so that a rename counts. Folders are walked; what does not
 * exist counts as nothing.
 *
 * @param {string} root
 * @param {readonly string[]} paths relative to the root
 * @param {{ salt?: string, skip?: (path: string) => boolean }} [options]
 */
export function hashOf(root, paths, { salt = '', skip = () => false } = {}) {
  const hash = createHash('sha256').update(salt)
  for (const path of paths.flatMap((path) => filesUnder(root, path)).filter((path) => !skip(path))) {
    const content = readFileSync(join(root, path))
    hash.update(`\0${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} sorted, relative to the root
 */
function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`))
}
