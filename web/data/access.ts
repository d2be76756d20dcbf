import type { Kind } from '#api/kind.ts'
import { managementPrefix } from '#api/paths.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { kindWords } from './kind-words.ts'

/** What Kubernetes and the console ask about; to `use` a space or a virtual cluster is to work in it. */
export type Verb = 'create' | 'update' | 'patch' | 'delete' | 'use'

/** What the server says to that. */
export interface Review {
  status?: { allowed?: boolean; reason?: string }
}

/** Whether the person may do this, asked of the server; asked anew when their rights change. */
export function accessTo(verb: Verb, kind: Kind, name?: string, namespace?: string) {
  return queryOptions({
    queryKey: ['access', verb, kind.group, kind.plural, name ?? '', namespace ?? ''],
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
              ...(namespace === undefined ? {} : { namespace }),
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
export function useReasonAgainst(
  verb: Verb,
  kind: Kind,
  name?: string,
  namespace?: string,
): string | undefined {
  const { data, error } = useQuery(accessTo(verb, kind, name, namespace))
  if (data?.status?.allowed === true) return undefined
  if (data !== undefined) return missingRight(verb, kind, { name, namespace, why: data.status?.reason })
  return error === null ? checking : 'The server could not say whether you may.'
}

interface Refused {
  name?: string | undefined
  namespace?: string | undefined
  /** What the server says is missing. */
  why?: string | undefined
}

/** Names the missing right (verb, resource, scope), why, and who can help. */
export function missingRight(verb: Verb, kind: Kind, { name, namespace, why = '' }: Refused = {}): string {
  const { one, many } = kindWords(kind)
  const project = projectOfNamespace(namespace)
  const where = project === undefined ? '' : ` in project ${project}`
  const what = name === undefined ? many : `${one} ${name}`
  const reason = why === '' ? 'a platform admin can give you the right' : why
  return `You may not ${verb === 'patch' || verb === 'update' ? 'change' : verb} ${what}${where}: ${reason.replace(/\.$/, '')}.`
}
