import { user as userKind } from '#api/kinds/user.ts'
import { managementPrefix, objectPath } from '#api/paths.ts'
import { request } from '#web/data/client.ts'
import { queryOptions } from '@tanstack/react-query'

interface Profile {
  username: string
  hasPassword: boolean
}

/** What the server keeps of somebody's own: whether they sign in with a password. */
export function profileOf(user: string) {
  return queryOptions({
    queryKey: ['profile', user],
    queryFn: ({ signal }) => request<Profile>('GET', profilePath(user), { signal }),
    staleTime: 60_000,
  })
}

export function changePassword(user: string, currentPassword: string, password: string): Promise<unknown> {
  const body = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'UserProfile',
    metadata: { name: user },
    password,
    currentPassword,
  }
  return request('POST', profilePath(user), { body, patient: false })
}

/** As a platform admin: somebody gets a password without knowing the one before. */
export function givePassword(user: string, password: string): Promise<unknown> {
  const body = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'UserProfile',
    metadata: { name: user },
    password,
  }
  return request('POST', profilePath(user), { body, patient: false })
}

function profilePath(user: string): string {
  return `${managementPrefix}${objectPath(userKind, user)}/profile`
}
