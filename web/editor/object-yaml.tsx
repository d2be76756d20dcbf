import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { lazy, Suspense, type ReactNode } from 'react'
import { loadObjectEditor } from './begin.ts'
import type { ObjectEditorProps } from './object-editor.tsx'

const ObjectEditor = lazy(async () => ({ default: (await loadObjectEditor()).ObjectEditor }))

/** An object as YAML, once the editor is there. */
export function ObjectYaml(props: ObjectEditorProps): ReactNode {
  return (
    <Suspense fallback={<PageSkeleton inside />}>
      <ObjectEditor {...props} />
    </Suspense>
  )
}
