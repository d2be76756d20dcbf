import { EditPage } from '#web/form/edit-page.tsx'
import { paths } from '#web/paths.ts'
import { useParam } from '#web/ui/use-param.ts'
import type { ReactNode } from 'react'
import { UserFields } from './user/user-fields.tsx'
import { shownFields, userForm, userLabels } from './user/user-form.ts'

/** Who somebody is, changed; their password is given on their page. */
export function UserEditPage(): ReactNode {
  const name = useParam('user')
  return (
    <EditPage of={userForm} name={name} fields={shownFields} labels={userLabels} page={paths.user(name)}>
      {(form) => <UserFields form={form} named />}
    </EditPage>
  )
}
