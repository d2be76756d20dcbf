import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Path, UseFormReturn } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { patchCommand } from './commands.ts'
import { FormShell } from './form-shell.tsx'
import { BesideYaml } from './manifest/beside-yaml.tsx'
import { written, type FormOf } from './manifest/form-of.ts'
import { mergePatch, type Tree } from './merge.ts'
import { saveChanges } from './save-changes.ts'
import { useObjectForm } from './use-object-form.ts'

interface Props<Values extends Tree> {
  of: FormOf<Values>
  /** Of the object, which is outside of namespaces. */
  name: string
  /** The fields shown, as Kubernetes names them, and in words. */
  fields: readonly Path<Values>[]
  labels: Readonly<Record<string, string>>
  /** The page of the object, to which one returns. */
  page: string
  children: (form: UseFormReturn<Values>) => ReactNode
}

/** The page on which an object is changed, with its YAML beside the form. */
export function EditForm<Values extends Tree>(props: Props<Values>): ReactNode {
  const { of, name, fields, labels, page, children } = props
  const { kind, one, valuesOf, objectOf: manifestOf } = of
  const client = useQueryClient()
  const navigate = useNavigate()
  const { object, gone } = useObject(objectOf(kind, name))
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
    onSaved: () => void navigate(page),
  })
  const reason = gone ? `This ${one} was deleted. What you typed is still here to be copied.` : missing
  return (
    <Page title={`Edit ${titleOf(object)}`}>
      <BesideYaml form={state.form} of={of} name={name}>
        {(problem) => (
          <FormShell
            command={(values) =>
              patchCommand(kind, { name }, mergePatch(shownOf(object), manifestOf(values)))
            }
            state={state}
            action="Save changes"
            reason={reason}
            blocked={problem}
            cancel={page}
            labels={labels}
          >
            {children(state.form)}
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}
