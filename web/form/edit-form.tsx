import type { ObjectOf } from '#api/kind.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Path, UseFormReturn } from 'react-hook-form'
import { patchCommand } from './commands.ts'
import { FormShell } from './form-shell.tsx'
import { BesideYaml } from './manifest/beside-yaml.tsx'
import { written, type FormOf, type TitledKind } from './manifest/form-of.ts'
import { mergePatch, type Tree } from './merge.ts'
import { saveChanges } from './save-changes.ts'
import { useObjectForm } from './use-object-form.ts'

interface Props<Values extends Tree> {
  of: FormOf<Values>
  /** An object outside of namespaces, as it is now. */
  object: ObjectOf<TitledKind>
  /** Whether it was deleted while it was shown. */
  gone: boolean
  /** The fields shown, as Kubernetes names them, and in words. */
  fields: readonly Path<Values>[]
  labels: Readonly<Record<string, string>>
  /** What the button does: 'Save changes'. */
  action: string
  /** Where giving up leads. */
  cancel: string
  onSaved: () => void
  children: (form: UseFormReturn<Values>) => ReactNode
}

/** The form in which an object is changed, with its YAML beside it. */
export function EditForm<Values extends Tree>(props: Props<Values>): ReactNode {
  const { of, object, gone, fields, labels, action, cancel, onSaved, children } = props
  const { kind, one, valuesOf, objectOf: manifestOf } = of
  const { name } = object.metadata
  const client = useQueryClient()
  const missing = useReasonAgainst('patch', kind, name)
  const shownOf = (shown: typeof object) => manifestOf(valuesOf(written(shown)))
  const state = useObjectForm<Values>({
    draft: `${one}/${name}`,
    initial: valuesOf(written(object)),
    fields,
    save: (values, base, overrule) =>
      saveChanges(client, {
        kind,
        name,
        shown: shownOf,
        base: manifestOf(base),
        values: manifestOf(values),
        overrule,
      }),
    onSaved,
  })
  const reason = gone ? `This ${one} was deleted. What you typed is still here to be copied.` : missing
  return (
    <BesideYaml form={state.form} of={of} name={name}>
      {(problem) => (
        <FormShell
          command={(values) => patchCommand(kind, { name }, mergePatch(shownOf(object), manifestOf(values)))}
          state={state}
          action={action}
          reason={reason}
          blocked={problem}
          cancel={cancel}
          labels={labels}
        >
          {children(state.form)}
        </FormShell>
      )}
    </BesideYaml>
  )
}
