import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { self } from '#web/data/queries.ts'
import { patchCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { BesideYaml } from '#web/form/manifest/beside-yaml.tsx'
import { written } from '#web/form/manifest/form-of.ts'
import { mergePatch } from '#web/form/merge.ts'
import { saveChanges } from '#web/form/save-changes.ts'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProjectFields } from './project-fields.tsx'
import { projectFields, projectForm, projectLabels, type ProjectValues } from './project-form.ts'

/** What people write of a project, as the form would. */
const shownOf = (object: Project) => projectForm.objectOf(projectForm.valuesOf(written(object)))

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
  const state = useObjectForm<ProjectValues>({
    draft: `project/${name}`,
    initial: projectForm.valuesOf(written(project)),
    fields: projectFields,
    save: (values, base, overrule) =>
      saveChanges(client, {
        kind: projectKind,
        name,
        shown: shownOf,
        base: projectForm.objectOf(base),
        values: projectForm.objectOf(values),
        overrule,
      }),
    onSaved,
  })
  return (
    <BesideYaml form={state.form} of={projectForm} name={name}>
      {(problem) => (
        <FormShell
          command={(values) =>
            patchCommand(projectKind, { name }, mergePatch(shownOf(project), projectForm.objectOf(values)))
          }
          state={state}
          action="Save settings"
          reason={gone ? 'This project was deleted. What you typed is still here to be copied.' : missing}
          cancel={paths.project(name)}
          blocked={problem}
          labels={projectLabels}
        >
          <ProjectFields form={state.form} named isAdmin={isAdmin} />
        </FormShell>
      )}
    </BesideYaml>
  )
}
