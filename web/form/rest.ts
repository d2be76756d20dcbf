import { isTree, type Tree } from './merge.ts'

/** An object with what else was written of it; what it says itself counts. */
export function withRest<T extends object>(object: T, rest: Tree = {}): T {
  return joined(object as Tree, rest) as T
}

function joined(object: Tree, rest: Tree): Tree {
  const all = { ...object }
  for (const [key, value] of Object.entries(rest)) {
    const own = all[key]
    if (isTree(own) && isTree(value)) all[key] = joined(own, value)
    else if (own === undefined) all[key] = value
  }
  return all
}

/** What of an object is at none of the paths; undefined where nothing is left. */
export function restOf(object: Tree, taken: readonly string[], prefix = ''): Tree | undefined {
  const rest = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key
    if (taken.includes(path)) return []
    const isAbove = taken.some((one) => one.startsWith(`${path}.`))
    const left = isAbove && isTree(value) ? restOf(value, taken, `${path}.`) : isAbove ? undefined : value
    return left === undefined ? [] : [[key, left]]
  })
  return rest.length === 0 ? undefined : Object.fromEntries(rest)
}
