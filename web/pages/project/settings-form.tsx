import type { Project } from '#api/kinds/project.ts'
import { self } from '#web/data/queries.ts'
import { EditForm } from '#web/form/edit-form.tsx'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProjectFields } from './project-fields.tsx'
import { projectFields, projectForm, projectLabels } from './project-form.ts'

interface Props {
  project: Project
  gone: boolean
  onSaved: () => void
}

/** The form over what may be changed of a project. */
export function SettingsForm({ project, gone, onSaved }: Props): ReactNode {
  const { isAdmin } = who(useSuspenseQuery(self).data)
  return (
    <EditForm
      of={projectForm}
      object={project}
      gone={gone}
      fields={projectFields}
      labels={projectLabels}
      action="Save settings"
      cancel={paths.project(project.metadata.name)}
      onSaved={onSaved}
    >
      {(form) => <ProjectFields form={form} named isAdmin={isAdmin} />}
    </EditForm>
  )
}
