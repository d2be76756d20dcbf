import { managementPrefix } from '#api/paths.ts'
import type { AppParameter } from '#api/parameters.ts'
import { Editor } from '#web/editor/editor.tsx'
import type { Side } from '#web/pages/instance/sides.ts'
import Alert from '@mui/material/Alert'
import { useState, type ReactNode } from 'react'
import type { InstanceValues } from './instance-form.ts'
import { readInstance } from './read-instance.ts'

export interface ManifestEditorProps {
  side: Side
  project: string
  values: InstanceValues
  /** The YAML of values, as it may be shown. */
  textOf: (values: InstanceValues) => string | undefined
  parametersOf: (templateRef: InstanceValues['spec']['templateRef']) => readonly AppParameter[]
  /** Told what the text says, whenever it says something else. */
  onRead: (values: InstanceValues) => void
  /** Told why the form cannot follow the text; undefined once it can. */
  onProblem: (problem: string | undefined) => void
}

/**
 * The form's other side: what is written here fills it in, and what is filled in there is written here. While both
 * say the same, the text stays as it was typed, with its comments.
 */
export function ManifestEditor(props: ManifestEditorProps): ReactNode {
  const { side, project, values, textOf, parametersOf, onRead, onProblem } = props
  const now = textOf(values) ?? ''
  const [typed, setTyped] = useState({ text: now, means: now, problem: undefined as string | undefined })
  // The form was changed, and so what it says is not what was typed any more.
  const text = now === typed.means ? typed.text : now
  const problem = now === typed.means ? typed.problem : undefined

  const change = (next: string): void => {
    if (next === text) return
    const read = readInstance(side, project, next, values, parametersOf)
    const failed = 'problem' in read ? read.problem : undefined
    const means = 'values' in read ? (textOf(read.values) ?? '') : now
    setTyped({ text: next, means, problem: failed })
    onProblem(failed)
    if ('values' in read && means !== now) onRead(read.values)
  }

  return (
    <>
      <Editor
        label="YAML of what will be sent"
        value={text}
        onChange={change}
        root={managementPrefix}
        height="60vh"
      />
      {problem !== undefined && (
        <Alert severity="warning" sx={{ borderRadius: 0 }}>
          {problem} The form keeps what it has until this is mended.
        </Alert>
      )}
    </>
  )
}
