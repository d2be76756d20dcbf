import { team as teamKind } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { nameProblem, suggestName } from '#web/form/names.ts'
import { NamesInput } from '#web/form/names-input.tsx'
import { TextInput } from '#web/form/text-input.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { useMemo, useRef, type ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { teamLabels, type TeamValues } from './team-form.ts'

interface Props {
  form: UseFormReturn<TeamValues>
  /** Whether the team has its name already. */
  named: boolean
}

export function TeamFields({ form, named }: Props): ReactNode {
  const { control, setValue, getValues } = form
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
  const suggested = useRef(suggestName(getValues('spec.displayName'), teamKind.maxNameLength))
  /** The name follows the display name until somebody gives it one of its own. */
  const suggest = (title: string): void => {
    const name = getValues('metadata.name')
    if (named || (name !== '' && name !== suggested.current)) return
    suggested.current = suggestName(title, teamKind.maxNameLength)
    setValue('metadata.name', suggested.current)
  }
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
