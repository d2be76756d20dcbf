import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where things are in one checkout; a test passes a made-up one. @typedef {ReturnType<typeof projectAt>} Project */

/** @param {string} root absolute */
export function projectAt(root) {
  const cache = join(root, '.cache')
  const modules = join(root, 'node_modules')
  return {
    root,
    cache,
    lock: join(cache, 'starter.lock'),
    lockfile: join(root, 'package-lock.json'),
    modules,
    installedStamp: join(modules, '.aerie-installed'),
    pinnedNode: join(modules, '.bin', 'node'),
    dist: join(root, 'dist'),
    builtStamp: join(root, 'dist', '.aerie-built'),
  }
}

/** This checkout, from wherever the command was given. */
export const project = projectAt(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
