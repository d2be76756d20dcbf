import { user as userKind } from '#api/kinds/user.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { create } from '#web/data/writes.ts'
import { createCommand } from '#web/form/commands.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { BesideYaml } from '#web/form/manifest/beside-yaml.tsx'
import { TextInput } from '#web/form/text-input.tsx'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/page.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { UserFields } from './user/user-fields.tsx'
import { emptyUser, userFields, userForm, userLabels as labels, type UserValues } from './user/user-form.ts'
import { shortestPassword } from './profile/password-rules.ts'
import { givePassword } from './profile/profile-query.ts'

/** A new person, with the password that they sign in with first. */
export function UserNewPage(): ReactNode {
  const client = useQueryClient()
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', userKind)
  // Made in a try whose password was refused: it is not made twice.
  const made = useRef<string>(undefined)
  const state = useObjectForm<UserValues>({
    draft: 'user/new',
    initial: emptyUser,
    kept: (values) => ({ ...values, password: '' }),
    fields: userFields,
    save: async (values) => {
      const { name } = values.metadata
      if (made.current !== name) await create(client, userKind, userForm.objectOf(values))
      made.current = name
      if (values.password !== '') await givePassword(name, values.password)
    },
    onSaved: ({ metadata }) => void navigate(paths.user(metadata.name)),
  })
  return (
    <Page title="New user">
      <BesideYaml form={state.form} of={userForm}>
        {(written) => (
          <FormShell
            command={(values) => createCommand(userKind, userForm.objectOf(values))}
            state={state}
            action="Create user"
            reason={reason}
            blocked={written}
            cancel={paths.users()}
            labels={labels}
          >
            <UserFields form={state.form} named={false} />
            <TextInput
              control={state.form.control}
              name="password"
              label={labels.password}
              type="password"
              helperText={`At least ${shortestPassword} characters; tell it to them, and they change it in their profile. Left empty, they cannot sign in with one yet.`}
              problem={passwordProblem}
              slotProps={{ htmlInput: { autoComplete: 'new-password', maxLength: 1024 } }}
            />
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}

function passwordProblem(text: string): string | undefined {
  return text === '' || text.length >= shortestPassword
    ? undefined
    : `Give at least ${shortestPassword} characters.`
}
