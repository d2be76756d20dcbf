import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Suspense, type ReactNode } from 'react'
import { objectEditor } from './begin.ts'
import type { ObjectEditorProps } from './object-editor.tsx'

/** An object as YAML, once the editor is there. */
export function ObjectYaml(props: ObjectEditorProps): ReactNode {
  return (
    <Suspense fallback={<PageSkeleton inside />}>
      <objectEditor.Component {...props} />
    </Suspense>
  )
}
