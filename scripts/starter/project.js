import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This checkout, from wherever the command was given. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')
const dist = join(root, 'dist')
const cache = join(root, '.cache')

/** Where things are in this checkout. */
export const project = {
  root,
  modules,
  installedStamp: join(modules, '.aerie-installed'),
  pinnedNode: join(modules, '.bin', 'node'),
  dist,
  builtStamp: join(dist, '.aerie-built'),
  /** What can be made again at any time: locks, reports, unpacked programs. */
  cache,
  lock: join(cache, 'starter.lock'),
}
