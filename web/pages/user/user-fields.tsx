import { user as userKind } from '#api/kinds/user.ts'
import { nameProblem } from '#web/form/names.ts'
import { TextInput } from '#web/form/text-input.tsx'
import { useSuggestedName } from '#web/form/use-suggested-name.ts'
import type { ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { userLabels as labels, type UserValues } from './user-form.ts'

interface Props {
  form: UseFormReturn<UserValues>
  /** Whether the user has their name already. */
  named: boolean
}

/** Who somebody is. */
export function UserFields({ form, named }: Props): ReactNode {
  const { control } = form
  const suggest = useSuggestedName(form, userKind.maxNameLength, named)
  return (
    <>
      <TextInput
        control={control}
        name="spec.displayName"
        label={labels['spec.displayName']}
        helperText="What people read in lists; the name if this stays empty."
        autoFocus
        onEdited={suggest}
      />
      {!named && (
        <TextInput
          control={control}
          name="metadata.name"
          label={labels['metadata.name']}
          required
          helperText="What they sign in with, and how kubectl names them. It cannot be changed later."
          problem={(name) => nameProblem(name, userKind.maxNameLength)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }}
        />
      )}
      <TextInput
        control={control}
        name="spec.email"
        label={labels['spec.email']}
        type="email"
        problem={emailProblem}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
    </>
  )
}

function emailProblem(text: string): string | undefined {
  return text === '' || /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : 'This is no e-mail address.'
}
