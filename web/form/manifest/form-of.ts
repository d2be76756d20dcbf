import type { Kind, KindSchema } from '#api/kind.ts'
import type { ObjectMeta } from '#kube/types.ts'
import type { Tree } from '#web/form/merge.ts'
import type * as z from 'zod/mini'

/** An object as one would write it. */
export type Manifest = { apiVersion: string; kind: string; metadata: { name: string }; spec: Tree }

/** A kind whose objects may be called otherwise than by their name. */
export type TitledKind = Kind<KindSchema<z.ZodMiniType<{ displayName?: string | undefined }>>>

/** How the values of a form and an object say the same. */
export interface FormOf<Values extends Tree> {
  kind: TitledKind
  /** What people call it. */
  one: string
  /** What the form has for an object, which may be one that somebody writes just now; `before` has what is in none. */
  valuesOf: (object: Tree, before?: Values) => Values
  /** The object for the values; fields left empty are left out. */
  objectOf: (values: Values) => Manifest
}

interface Noted {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec: object
}

/** What of an object people write, and not what the server and its controllers note of it. */
export function written({ apiVersion, kind, metadata, spec }: Noted): Tree {
  const { name, namespace, labels, annotations } = metadata
  const own = { name, namespace, labels, annotations }
  const given = Object.entries(own).filter(([, value]) => value !== undefined)
  return { apiVersion, kind, metadata: Object.fromEntries(given), spec }
}
