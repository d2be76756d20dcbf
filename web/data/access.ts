import type { Kind } from '#api/kind.ts'
import { managementPrefix } from '#api/paths.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'

export type Verb = 'create' | 'update' | 'patch' | 'delete'

interface Review {
  status?: { allowed?: boolean; reason?: string }
}

/** Whether the person may do this, asked of the server; asked anew when their rights change. */
export function accessTo(verb: Verb, kind: Kind, name?: string) {
  return queryOptions({
    queryKey: ['access', verb, kind.group, kind.plural, name ?? ''],
    queryFn: ({ signal }) =>
      request<Review>('POST', `${managementPrefix}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`, {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              verb,
              group: kind.group,
              version: kind.version,
              resource: kind.plural,
              ...(name === undefined ? {} : { name }),
            },
          },
        },
        signal,
      }),
    staleTime: 60_000,
  })
}

/** Stands for the reason for the moment in which it is not known yet. */
export const checking = 'Checking whether you may do this…'

/** Why the person may not do this; undefined when they may. */
export function useReasonAgainst(verb: Verb, kind: Kind, name?: string): string | undefined {
  const { data, error } = useQuery(accessTo(verb, kind, name))
  if (data?.status?.allowed === true) return undefined
  if (data !== undefined) return missingRight(verb, kind, name, data.status?.reason)
  return error === null ? checking : 'The server could not say whether you may.'
}

/** Names the missing right (verb, resource, scope), why, and who can help. */
export function missingRight(verb: Verb, kind: Kind, name?: string, reason?: string): string {
  const what = name === undefined ? kind.plural : `${kind.singular} ${name}`
  const why = reason === undefined || reason === '' ? 'a platform admin can give you the right' : reason
  return `You may not ${verb} ${what}: ${why.replace(/\.$/, '')}.`
}
