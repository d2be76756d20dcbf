import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { self } from '#web/data/queries.ts'
import { patchCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { mergePatch } from '#web/form/merge.ts'
import { saveChanges } from '#web/form/save-changes.ts'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProjectFields } from './project-fields.tsx'
import { projectFields, projectLabels, treeOf, valuesOf, type ProjectValues } from './project-form.ts'

interface Props {
  project: Project
  gone: boolean
  onSaved: () => void
}

/** The form over what may be changed of a project. */
export function SettingsForm({ project, gone, onSaved }: Props): ReactNode {
  const client = useQueryClient()
  const { isAdmin } = who(useSuspenseQuery(self).data)
  const { name } = project.metadata
  const missing = useReasonAgainst('patch', projectKind, name)
  const shown = (object: Project) => treeOf(valuesOf(object), object.spec.allowedTemplates)
  const { allowedTemplates } = project.spec
  const state = useObjectForm<ProjectValues>({
    draft: `project/${name}`,
    initial: valuesOf(project),
    fields: projectFields,
    save: (values, base, overrule) =>
      saveChanges(client, {
        kind: projectKind,
        name,
        shown,
        base: treeOf(base, allowedTemplates),
        values: treeOf(values, allowedTemplates),
        overrule,
      }),
    onSaved,
  })
  return (
    <FormShell
      command={(values) =>
        patchCommand(projectKind, { name }, mergePatch(shown(project), treeOf(values, allowedTemplates)))
      }
      state={state}
      action="Save settings"
      reason={gone ? 'This project was deleted. What you typed is still here to be copied.' : missing}
      cancel={paths.project(name)}
      labels={projectLabels}
    >
      <ProjectFields form={state.form} named isAdmin={isAdmin} />
    </FormShell>
  )
}
