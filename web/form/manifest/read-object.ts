import type { Kind } from '#api/kind.ts'
import { messageOf } from '#kube/errors.ts'
import { apiVersionOf } from '#kube/types.ts'
import { objectsOf, readManifest } from '#web/editor/manifest.ts'
import { isTree, mergePatch, type Tree } from '#web/form/merge.ts'
import { sentence } from '#web/ui/error-words.ts'
import type { Read } from './manifest-editor.tsx'
import { treeIn } from './parts.ts'
import type { FormOf } from './form-of.ts'

/** The one object of a kind that a text is, or why it is none, as a sentence. */
export function readOne(
  text: string,
  { kind, one }: { kind: Kind; one: string },
): { object: Tree } | { problem: string } {
  try {
    const objects = objectsOf(readManifest(text))
    const [object] = objects
    if (objects.length > 1) return { problem: 'Only one object can be made here.' }
    if (!isTree(object)) return { problem: 'This is no object yet.' }
    if (object['apiVersion'] !== apiVersionOf(kind) || object['kind'] !== kind.kind)
      return { problem: `A ${one} is a ${kind.kind} of ${apiVersionOf(kind)}.` }
    return { object }
  } catch (error) {
    return { problem: sentence(`This cannot be read as YAML: ${messageOf(error).split('\n')[0] ?? ''}`) }
  }
}

/**
 * What a text says in the fields of a form. Nothing of it is lost: what has no field is kept beside them, and what a
 * field cannot say as it is written is a problem.
 */
export function readObject<Values extends Tree>(
  text: string,
  before: Values,
  { kind, one, valuesOf, objectOf }: FormOf<Values>,
  name: string | undefined,
): Read<Values> {
  const read = readOne(text, { kind, one })
  if ('problem' in read) return read
  const { object } = read
  if (name !== undefined && treeIn(object, 'metadata')['name'] !== name)
    return { problem: `The name stays ${name}.` }
  const values = valuesOf(object, before)
  const lost = firstPath(mergePatch(objectOf(values), object))
  return lost === undefined ? { values } : { problem: `The form cannot show ${lost} as it is written.` }
}

/** The first field of a change, as Kubernetes names it; undefined where nothing changes. */
function firstPath(change: Tree): string | undefined {
  const [key] = Object.keys(change)
  if (key === undefined) return undefined
  const inner = change[key]
  const rest = isTree(inner) ? firstPath(inner) : undefined
  return rest === undefined ? key : `${key}.${rest}`
}
