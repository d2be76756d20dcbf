import { asStatusError, request } from '#web/data/client.ts'
import { consoleManager } from '#web/data/writes.ts'
import { managerOf } from '#web/form/manager.ts'
import { isTree, mergeThree, type Overlap, type Tree } from '#web/form/merge.ts'
import type { ObjectMeta } from '#kube/types.ts'

/** Any object of Kubernetes, ours too. */
export interface Editable {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
}

/** What somebody made of an object. */
export interface Edit {
  /** Where the object is on the gateway. */
  path: string
  /** What it was made from, as it was read. */
  base: Editable
  /** What it should be. */
  mine: Tree
}

/** What came of saving: what the object is now, or what two people changed to different ends. */
export type Saved = { object: Editable } | { overlaps: Overlap[] }

/** How often somebody else may come between reading and writing before the person hears of it. */
const attempts = 5

/** Asks the server whether it would take it; throws what it says against it. */
export async function tryObject({ path, mine }: Edit, signal: AbortSignal): Promise<void> {
  await request('PUT', `${path}?${query}&dryRun=All`, { body: mine, signal })
}

const query = `fieldManager=${consoleManager}&fieldValidation=Strict`

/**
 * Replaces the object, merged with what others changed since it was read. With `overrule`, mine counts where both
 * changed the same. Throws what the server says against it.
 */
export async function saveObject({ path, base, mine }: Edit, overrule = false): Promise<Saved> {
  let from = base
  let body = mine
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { object: await request<Editable>('PUT', `${path}?${query}`, { body }) }
    } catch (error) {
      if (asStatusError(error).reason !== 'Conflict' || attempt === attempts) throw error
      const theirs = await request<Editable>('GET', path)
      // It is another object that has taken the name.
      if (theirs.metadata.uid !== from.metadata.uid) throw error
      const merged = mergeObjects(from, body, theirs)
      if (merged.overlaps.length > 0 && !overrule) return { overlaps: merged.overlaps }
      from = theirs
      body = merged.values
    }
  }
}

/** Mine made of theirs: versions and bookkeeping are theirs, for no person writes those. */
export function mergeObjects(
  base: Editable,
  mine: Tree,
  theirs: Editable,
): { values: Tree; overlaps: Overlap[] } {
  const [was, my, their] = [base as object as Tree, mine, theirs as object as Tree].map(plain)
  const { values, overlaps } = mergeThree(was ?? {}, my ?? {}, their ?? {})
  const metadata = isTree(values['metadata']) ? values['metadata'] : {}
  const { resourceVersion } = theirs.metadata
  return {
    values: { ...values, metadata: { ...metadata, resourceVersion } },
    overlaps: overlaps.map((overlap) => {
      const manager = managerOf(theirs.metadata, overlap.field)
      return manager === undefined ? overlap : { ...overlap, manager }
    }),
  }
}

/** What a person may have changed. */
function plain(object: Tree): Tree {
  const { status: _, metadata, ...rest } = object
  const {
    resourceVersion: _version,
    managedFields: _fields,
    generation: _generation,
    ...kept
  } = isTree(metadata) ? metadata : {}
  return { ...rest, metadata: kept }
}

/** The object as one reads and writes it: without the notes of who manages which field, and the status last. */
export function shownObject(object: Editable): Tree {
  const { managedFields: _, ...metadata } = object.metadata
  const { status, ...rest } = object as object as Tree
  return { ...rest, metadata, ...(status === undefined ? {} : { status }) }
}

/** A field that was changed, with what it was and what it should be; undefined where it is not there. */
export interface Changed {
  field: string
  before: unknown
  after: unknown
}

/** What was changed, each innermost field. */
export function changesOf(before: unknown, after: unknown, field = ''): Changed[] {
  if (isTree(before) && isTree(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      changesOf(before[key], after[key], field === '' ? key : `${field}.${key}`),
    )
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }).flatMap((_, index) =>
      changesOf(before[index], after[index], `${field}[${index}]`),
    )
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }]
}
