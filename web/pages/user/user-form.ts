import { user } from '#api/kinds/user.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { FormOf } from '#web/form/manifest/form-of.ts'
import { textIn, treeIn } from '#web/form/manifest/parts.ts'
import { mergePatch, type Tree } from '#web/form/merge.ts'
import { restOf, withRest } from '#web/form/rest.ts'

/** What the form has of a person; their first password is no part of the object. */
export type UserValues = {
  metadata: { name: string }
  spec: { displayName: string; email: string }
  password: string
  /** What has no field in the form. */
  rest: Tree
}

export const emptyUser: UserValues = {
  metadata: { name: '' },
  spec: { displayName: '', email: '' },
  password: '',
  rest: {},
}

/** Those that are a part of the object. */
export const shownFields = ['metadata.name', 'spec.displayName', 'spec.email'] as const
export const userFields = [...shownFields, 'password'] as const

export const userLabels: Readonly<Record<(typeof userFields)[number], string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.email': 'E-mail',
  password: 'First password',
}

export const userForm: FormOf<UserValues> = {
  kind: user,
  one: 'user',
  valuesOf(object, before) {
    const spec = treeIn(object, 'spec')
    return {
      metadata: { name: textIn(treeIn(object, 'metadata'), 'name') },
      spec: { displayName: textIn(spec, 'displayName'), email: textIn(spec, 'email') },
      password: before?.password ?? '',
      rest: restOf(object, ['apiVersion', 'kind', ...shownFields]) ?? {},
    }
  },
  objectOf: ({ metadata, spec, rest }) =>
    withRest({ apiVersion: apiVersionOf(user), kind: user.kind, metadata, spec: mergePatch({}, spec) }, rest),
}
