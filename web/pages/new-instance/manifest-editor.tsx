import type { AppParameter } from '#api/parameters.ts'
import { ManifestEditor, type ManifestEditing } from '#web/form/manifest/manifest-editor.tsx'
import type { Side } from '#web/pages/instance/sides.ts'
import type { ReactNode } from 'react'
import type { InstanceValues } from './instance-form.ts'
import { readInstance } from './read-instance.ts'

export interface InstanceManifestEditorProps extends ManifestEditing<InstanceValues> {
  side: Side
  project: string
  parametersOf: (templateRef: InstanceValues['spec']['templateRef']) => readonly AppParameter[]
}

/** The YAML of a space or a virtual cluster that is to be made, written. */
export function InstanceManifestEditor({
  side,
  project,
  parametersOf,
  ...editing
}: InstanceManifestEditorProps): ReactNode {
  return (
    <ManifestEditor
      {...editing}
      read={(text, before) => readInstance(side, project, text, before, parametersOf)}
    />
  )
}
