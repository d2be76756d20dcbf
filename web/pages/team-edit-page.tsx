import { team, type Team } from '#api/kinds/team.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { patchCommand } from '#web/form/commands.ts'
import { BesideYaml } from '#web/form/manifest/beside-yaml.tsx'
import { written } from '#web/form/manifest/form-of.ts'
import { mergePatch } from '#web/form/merge.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { saveChanges } from '#web/form/save-changes.ts'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { TeamFields } from './team/team-fields.tsx'
import { teamFields, teamForm, teamLabels, type TeamValues } from './team/team-form.ts'

const { objectOf: manifestOf, valuesOf } = teamForm
const shownOf = (object: Team) => manifestOf(valuesOf(written(object)))

export function TeamEditPage(): ReactNode {
  const name = useParam('team')
  const client = useQueryClient()
  const navigate = useNavigate()
  const { object, gone } = useObject(objectOf(team, name))
  const missing = useReasonAgainst('patch', team, name)
  const state = useObjectForm<TeamValues>({
    draft: `team/${name}`,
    initial: valuesOf(written(object)),
    fields: teamFields,
    save: (values, base, overrule) =>
      saveChanges(client, {
        kind: team,
        name,
        shown: shownOf,
        base: manifestOf(base),
        values: manifestOf(values),
        overrule,
      }),
    onSaved: () => void navigate(paths.team(name)),
  })
  const reason = gone ? 'This team was deleted. What you typed is still here to be copied.' : missing
  return (
    <Page title={`Edit ${titleOf(object)}`}>
      <BesideYaml form={state.form} of={teamForm} name={name}>
        {(problem) => (
          <FormShell
            command={(values) =>
              patchCommand(team, { name }, mergePatch(shownOf(object), manifestOf(values)))
            }
            state={state}
            action="Save changes"
            reason={reason}
            blocked={problem}
            cancel={paths.team(name)}
            labels={teamLabels}
          >
            <TeamFields form={state.form} named />
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}
