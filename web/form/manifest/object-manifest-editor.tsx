import type { Tree } from '#web/form/merge.ts'
import type { ReactNode } from 'react'
import type { FormOf } from './form-of.ts'
import { ManifestEditor, type ManifestEditing } from './manifest-editor.tsx'
import { readObject } from './read-object.ts'

interface Props<Values extends Tree> extends ManifestEditing<Values> {
  of: FormOf<Values>
  name: string | undefined
}

/** The YAML of the object of a form, written. */
export function ObjectManifestEditor<Values extends Tree>({
  of,
  name,
  ...editing
}: Props<Values>): ReactNode {
  return <ManifestEditor {...editing} read={(text, before) => readObject(text, before, of, name)} />
}
