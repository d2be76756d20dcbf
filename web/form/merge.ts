/** A part of an object: what a form shows and a merge patch changes. */
export type Tree = { [key: string]: unknown }

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Absent, empty text, empty list: Kubernetes keeps none of them, so none differs from another. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

export function equal(one: unknown, other: unknown): boolean {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other)
  if (!isTree(one) || !isTree(other)) return JSON.stringify(one) === JSON.stringify(other)
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    equal(one[key], other[key]),
  )
}

/**
 * The merge patch (RFC 7386) that makes `to` out of `from`, naming only what differs; what became empty is
 * removed. Empty when nothing differs.
 */
export function mergePatch(from: Tree, to: Tree): Tree {
  const patch: Tree = {}
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [before, after] = [from[key], to[key]]
    if (equal(before, after)) continue
    if (isTree(after)) patch[key] = mergePatch(isTree(before) ? before : {}, after)
    else patch[key] = isEmpty(after) ? null : after
  }
  return patch
}

/** A field that two people changed differently. */
export interface Overlap {
  /** As Kubernetes names fields: `spec.description`. */
  field: string
  theirs: unknown
  mine: unknown
  /** The tool that wrote theirs, if the object says so. */
  manager?: string
}

export interface Merged {
  values: Tree
  overlaps: Overlap[]
}

/**
 * Merges what I made of `base` into what others made of it meanwhile. Lists of names are merged name by
 * name, and so are lists of things that have one. Where both changed the same field to different ends, mine
 * is in the result and the overlap is named.
 */
export function mergeThree(base: Tree, mine: Tree, theirs: Tree, prefix = ''): Merged {
  const values: Tree = {}
  const overlaps: Overlap[] = []
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, my, their] = [base[key], mine[key], theirs[key]]
    const field = `${prefix}${key}`
    if (equal(my, was)) values[key] = their
    else if (equal(their, was) || equal(their, my)) values[key] = my
    else if (isTree(my) && isTree(their)) {
      const inner = mergeThree(isTree(was) ? was : {}, my, their, `${field}.`)
      values[key] = inner.values
      overlaps.push(...inner.overlaps)
    } else if (isNames(was) && isNames(my) && isNames(their)) {
      values[key] = mergeNames(listOf(was), listOf(my), listOf(their))
    } else if (isNamed(was) && isNamed(my) && isNamed(their)) {
      const [before, mineOf, theirsOf] = [byName(was), byName(my), byName(their)]
      const inner = mergeThree(before, mineOf, theirsOf, field)
      values[key] = Object.values(inner.values).filter((entry) => entry !== undefined)
      overlaps.push(...inner.overlaps)
    } else {
      values[key] = my
      overlaps.push({ field, theirs: their, mine: my })
    }
  }
  return { values, overlaps }
}

/** A list of simple values, or none at all. */
function isNames(value: unknown): value is readonly unknown[] | undefined {
  return isEmpty(value) || (Array.isArray(value) && value.every((entry) => typeof entry !== 'object'))
}

/** A list of things with a name each, such as the containers of a pod. */
function isNamed(value: unknown): value is readonly Tree[] {
  if (!Array.isArray(value) || !value.every(isTree)) return false
  const names = value.map((entry) => entry['name'])
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length
}

/** In the order in which they stand, and each as its place is written: the brackets keep a `0` from being the first. */
function byName(list: readonly Tree[]): Tree {
  return Object.fromEntries(list.map((entry) => [`[${String(entry['name'])}]`, entry]))
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Theirs, without what I took out and with what I put in. */
function mergeNames(was: readonly unknown[], my: readonly unknown[], their: readonly unknown[]): unknown[] {
  const removed = was.filter((name) => !my.includes(name))
  const added = my.filter((name) => !was.includes(name) && !their.includes(name))
  return [...their.filter((name) => !removed.includes(name)), ...added]
}
