import { managementPrefix } from '#api/paths.ts'
import { Editor } from '#web/editor/editor.tsx'
import Alert from '@mui/material/Alert'
import { useState, type ReactNode } from 'react'

/** What a text says in the fields of a form, or why the form cannot follow it, as a sentence. */
export type Read<Values> = { values: Values } | { problem: string }

export interface ManifestEditing<Values> {
  values: Values
  /** The same as the form has them by now: a key may come before what the one before it did is drawn. */
  valuesNow: () => Values
  /** The YAML of values, as it may be shown. */
  textOf: (values: Values) => string | undefined
  /** Told what the text says, whenever it says something else. */
  onRead: (values: Values) => void
  /** Told why the form cannot follow the text; undefined once it can. */
  onProblem: (problem: string | undefined) => void
}

interface Props<Values> extends ManifestEditing<Values> {
  /** `before` has what the text does not show. */
  read: (text: string, before: Values) => Read<Values>
}

/**
 * The form's other side: what is written here fills it in, and what is filled in there is written here. While both
 * say the same, the text stays as it was typed, with its comments.
 */
export function ManifestEditor<Values>(props: Props<Values>): ReactNode {
  const { values, valuesNow, textOf, read, onRead, onProblem } = props
  const now = textOf(values) ?? ''
  const [typed, setTyped] = useState({ text: now, means: now, problem: undefined as string | undefined })
  // The form was changed, and so what it says is not what was typed any more.
  const text = now === typed.means ? typed.text : now
  const problem = now === typed.means ? typed.problem : undefined

  const change = (next: string): void => {
    const before = valuesNow()
    const meant = textOf(before) ?? ''
    const said = read(next, before)
    const failed = 'problem' in said ? said.problem : undefined
    const means = 'values' in said ? (textOf(said.values) ?? '') : meant
    setTyped({ text: next, means, problem: failed })
    onProblem(failed)
    if ('values' in said && means !== meant) onRead(said.values)
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
