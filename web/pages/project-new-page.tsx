import { project as projectKind } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { self } from '#web/data/queries.ts'
import { create } from '#web/data/writes.ts'
import { createCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { BesideYaml } from '#web/form/manifest/beside-yaml.tsx'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { Page } from '#web/ui/page.tsx'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { ProjectFields } from './project/project-fields.tsx'
import {
  newProject,
  projectFields,
  projectForm,
  projectLabels,
  type ProjectValues,
} from './project/project-form.ts'

export function ProjectNewPage(): ReactNode {
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = who(useSuspenseQuery(self).data)
  const reason = useReasonAgainst('create', projectKind)
  const state = useObjectForm<ProjectValues>({
    draft: 'project/new',
    initial: newProject(me.user === undefined ? '' : `user:${me.user}`),
    fields: projectFields,
    save: async (values) => {
      await create(client, projectKind, projectForm.objectOf(values))
    },
    // Members are what a new project needs next.
    onSaved: ({ metadata }) => void navigate(paths.members(metadata.name)),
  })
  return (
    <Page title="New project">
      <BesideYaml form={state.form} of={projectForm}>
        {(written) => (
          <FormShell
            command={(values) => createCommand(projectKind, projectForm.objectOf(values))}
            state={state}
            action="Create project"
            reason={reason}
            blocked={written}
            cancel={paths.projects()}
            labels={projectLabels}
          >
            <ProjectFields form={state.form} named={false} isAdmin={me.isAdmin} />
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}
