import { project as projectKind } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { self } from '#web/data/queries.ts'
import { create } from '#web/data/writes.ts'
import { createCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { isTree, mergePatch } from '#web/form/merge.ts'
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
  projectLabels,
  treeOf,
  type ProjectValues,
} from './project/project-form.ts'

/** The object as one would write it in a manifest: fields left empty are left out. */
function manifestOf(values: ProjectValues) {
  const { spec } = mergePatch({}, treeOf(values))
  const { requireTemplate, ...rest } = isTree(spec) ? spec : {}
  const isSaid = isTree(requireTemplate) && requireTemplate['disabled'] === true
  return { metadata: values.metadata, spec: isSaid ? { ...rest, requireTemplate } : rest }
}

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
      await create(client, projectKind, manifestOf(values))
    },
    // Members are what a new project needs next.
    onSaved: ({ metadata }) => void navigate(paths.members(metadata.name)),
  })
  return (
    <Page title="New project">
      <FormShell
        command={(values) => createCommand(projectKind, manifestOf(values))}
        state={state}
        action="Create project"
        reason={reason}
        cancel={paths.projects()}
        labels={projectLabels}
      >
        <ProjectFields form={state.form} named={false} isAdmin={me.isAdmin} />
      </FormShell>
    </Page>
  )
}
