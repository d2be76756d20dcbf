import { team } from '#api/kinds/team.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { create } from '#web/data/writes.ts'
import { createCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { BesideYaml } from '#web/form/manifest/beside-yaml.tsx'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/page.tsx'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { TeamFields } from './team/team-fields.tsx'
import { emptyTeam, teamFields, teamForm, teamLabels, type TeamValues } from './team/team-form.ts'

export function TeamNewPage(): ReactNode {
  const client = useQueryClient()
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', team)
  const state = useObjectForm<TeamValues>({
    draft: 'team/new',
    initial: emptyTeam,
    fields: teamFields,
    save: async (values) => {
      await create(client, team, teamForm.objectOf(values))
    },
    onSaved: ({ metadata }) => void navigate(paths.team(metadata.name)),
  })
  return (
    <Page title="New team">
      <BesideYaml form={state.form} of={teamForm}>
        {(written) => (
          <FormShell
            command={(values) => createCommand(team, teamForm.objectOf(values))}
            state={state}
            action="Create team"
            reason={reason}
            blocked={written}
            cancel={paths.teams()}
            labels={teamLabels}
          >
            <TeamFields form={state.form} named={false} />
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}
