import { user, type User } from '#api/kinds/user.ts'
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
import { UserFields } from './user/user-fields.tsx'
import { shownFields, userForm, userLabels, type UserValues } from './user/user-form.ts'

const { objectOf: manifestOf, valuesOf } = userForm
const shownOf = (object: User) => manifestOf(valuesOf(written(object)))

/** Who somebody is, changed; their password is given on their page. */
export function UserEditPage(): ReactNode {
  const name = useParam('user')
  const client = useQueryClient()
  const navigate = useNavigate()
  const { object, gone } = useObject(objectOf(user, name))
  const missing = useReasonAgainst('patch', user, name)
  const state = useObjectForm<UserValues>({
    draft: `user/${name}`,
    initial: valuesOf(written(object)),
    fields: shownFields,
    save: (values, base, overrule) =>
      saveChanges(client, {
        kind: user,
        name,
        shown: shownOf,
        base: manifestOf(base),
        values: manifestOf(values),
        overrule,
      }),
    onSaved: () => void navigate(paths.user(name)),
  })
  const reason = gone ? 'This user was deleted. What you typed is still here to be copied.' : missing
  return (
    <Page title={`Edit ${titleOf(object)}`}>
      <BesideYaml form={state.form} of={userForm} name={name}>
        {(problem) => (
          <FormShell
            command={(values) =>
              patchCommand(user, { name }, mergePatch(shownOf(object), manifestOf(values)))
            }
            state={state}
            action="Save changes"
            reason={reason}
            blocked={problem}
            cancel={paths.user(name)}
            labels={userLabels}
          >
            <UserFields form={state.form} named />
          </FormShell>
        )}
      </BesideYaml>
    </Page>
  )
}
