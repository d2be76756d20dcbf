import { team as teamKind } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { nameProblem } from '#web/form/names.ts'
import { NamesInput } from '#web/form/names-input.tsx'
import { TextInput } from '#web/form/text-input.tsx'
import { useSuggestedName } from '#web/form/use-suggested-name.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { useMemo, type ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { teamLabels, type TeamValues } from './team-form.ts'

interface Props {
  form: UseFormReturn<TeamValues>
  /** Whether the team has its name already. */
  named: boolean
}

export function TeamFields({ form, named }: Props): ReactNode {
  const { control } = form
  const users = useObjects(listOf(user))
  const choices = useMemo(
    () =>
      users.map((object) => ({
        name: object.metadata.name,
        label: titleOf(object),
        disabled: object.spec.disabled === true,
      })),
    [users],
  )
  const suggest = useSuggestedName(form, teamKind.maxNameLength, named)
  return (
    <>
      <TextInput
        control={control}
        name="spec.displayName"
        label={teamLabels['spec.displayName']}
        helperText="What people read in lists; the name if this stays empty."
        autoFocus
        onEdited={suggest}
      />
      {!named && (
        <TextInput
          control={control}
          name="metadata.name"
          label={teamLabels['metadata.name']}
          required
          helperText="Stands in addresses and on the command line, and cannot be changed later."
          problem={(name) => nameProblem(name, teamKind.maxNameLength)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
      )}
      <TextInput
        control={control}
        name="spec.description"
        label={teamLabels['spec.description']}
        helperText="What the team does, for those who look for it."
        multiline
        minRows={2}
        maxRows={8}
      />
      <NamesInput
        control={control}
        name="spec.users"
        label={teamLabels['spec.users']}
        choices={choices}
        helperText="Members see the team and what it owns."
      />
    </>
  )
}
