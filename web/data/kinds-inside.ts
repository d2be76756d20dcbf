import { aggregatedType } from '#kube/discovery.ts'
import { queryOptions } from '@tanstack/react-query'
import { request } from './client.ts'
import type { Resource } from './inside-rights.ts'

/** A kind of objects that an API server has and that can be listed. */
export interface ServedKind extends Resource {
  /** `ConfigMap` */
  kind: string
  /** Several of them: `ConfigMaps`. */
  many: string
  shortNames: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
}

interface Discovered {
  items?: {
    metadata?: { name?: string }
    versions?: {
      version: string
      resources?: {
        resource: string
        responseKind?: { kind?: string }
        scope?: string
        shortNames?: string[]
        verbs?: string[]
      }[]
    }[]
  }[]
}

/** Every kind that an API server names, in its order; the first version of a group is the one it prefers. */
export function kindsInside(root: string) {
  return queryOptions({
    queryKey: ['kinds', root],
    queryFn: async ({ signal }): Promise<readonly ServedKind[]> => {
      const documents = await Promise.all(
        ['/api', '/apis'].map((path) =>
          request<Discovered>('GET', `${root}${path}`, {
            accept: `${aggregatedType},application/json`,
            signal,
          }),
        ),
      )
      return documents.flatMap(kindsOf)
    },
    staleTime: 30_000,
  })
}

/** The kinds of a discovery document; what cannot be listed, such as a review, is none to look at. */
export function kindsOf({ items = [] }: Discovered): ServedKind[] {
  return items.flatMap(({ metadata, versions = [] }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.flatMap(({ resource, responseKind, scope, shortNames = [], verbs = [] }): ServedKind[] => {
        const kind = responseKind?.kind ?? resource
        if (!verbs.includes('list')) return []
        const group = metadata?.name ?? ''
        const many = manyOf(kind, resource)
        return [
          {
            group,
            version,
            plural: resource,
            kind,
            many,
            shortNames,
            namespaced: scope === 'Namespaced',
            verbs,
          },
        ]
      }),
    ),
  )
}

/** Several of a kind, written as the kind is: `networkpolicies` of `NetworkPolicy` are `NetworkPolicies`. */
export function manyOf(kind: string, plural: string): string {
  let same = 0
  while (same < kind.length && kind.charAt(same).toLowerCase() === plural.charAt(same)) same += 1
  const begun = kind.slice(0, same) + plural.slice(same)
  return begun.charAt(0).toUpperCase() + begun.slice(1)
}

/** The kind at an address; undefined where the server has no such kind. */
export function kindAt(
  kinds: readonly ServedKind[],
  { group, version, plural }: Resource,
): ServedKind | undefined {
  return kinds.find((kind) => kind.group === group && kind.version === version && kind.plural === plural)
}

/** The kind of which another object speaks, `apps/v1` and `ReplicaSet`, in that version or else in another. */
export function kindCalled(
  kinds: readonly ServedKind[],
  { apiVersion, kind }: { apiVersion: string; kind: string },
): ServedKind | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  const called = kinds.filter((one) => one.group === group && one.kind === kind)
  return called.find((one) => one.version === version) ?? called[0]
}

/** Of kinds with several versions the preferred one, as kubectl takes it. */
export function preferred(kinds: readonly ServedKind[]): ServedKind[] {
  const seen = new Set<string>()
  return kinds.filter(({ group, plural }) => {
    const key = `${group}/${plural}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
