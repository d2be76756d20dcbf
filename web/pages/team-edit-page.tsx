import { EditPage } from '#web/form/edit-page.tsx'
import { paths } from '#web/paths.ts'
import { useParam } from '#web/ui/use-param.ts'
import type { ReactNode } from 'react'
import { TeamFields } from './team/team-fields.tsx'
import { teamFields, teamForm, teamLabels } from './team/team-form.ts'

export function TeamEditPage(): ReactNode {
  const name = useParam('team')
  return (
    <EditPage of={teamForm} name={name} fields={teamFields} labels={teamLabels} page={paths.team(name)}>
      {(form) => <TeamFields form={form} named />}
    </EditPage>
  )
}
