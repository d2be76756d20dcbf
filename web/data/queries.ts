import type { Kind, ObjectOf } from '#api/kind.ts'
import { collectionPath, managementPrefix } from '#api/paths.ts'
import type { Self } from '#api/self.ts'
import { notFound } from '#kube/status.ts'
import type { KubeList } from '#kube/types.ts'
import { queryOptions } from '@tanstack/react-query'
import { request } from './client.ts'
import {
  foldList,
  foldObject,
  keepKnown,
  type Change,
  type Listed,
  type Seen,
  type Watchable,
} from './fold.ts'
import type { Followable, Watch } from './live.ts'

/** All objects of a kind that the person may see; followed while something shows it. */
export function listOf<K extends Kind>(kind: K, namespace?: string) {
  const path = managementPrefix + collectionPath(kind, namespace)
  return queryOptions({
    queryKey: ['list', path] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<Listed<ObjectOf<K>>> =>
      keepKnown(client.getQueryData<Listed<ObjectOf<K>>>(queryKey), await readList(kind, path, signal)),
    meta: { watch: watchOf<Listed<ObjectOf<K>>, ObjectOf<K>>(path, foldList) },
    ...followed,
  })
}

/**
 * One object. It is read as a list of one, because only a list tells from where to watch: an object's own
 * resourceVersion may be older than what the server still remembers.
 */
export function objectOf<K extends Kind>(kind: K, name: string, namespace?: string) {
  const path = managementPrefix + collectionPath(kind, namespace)
  const field = `fieldSelector=${encodeURIComponent(`metadata.name=${name}`)}`
  return queryOptions({
    queryKey: ['object', path, name] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<Seen<ObjectOf<K>>> => {
      const { resourceVersion, items } = await readList(kind, `${path}?${field}`, signal)
      const [object] = items
      if (object !== undefined) return { resourceVersion, object, gone: false }
      const known = client.getQueryData<Seen<ObjectOf<K>>>(queryKey)
      if (known === undefined) throw notFound({ group: kind.group, plural: kind.plural, name })
      return { resourceVersion, object: known.object, gone: true }
    },
    meta: { watch: watchOf<Seen<ObjectOf<K>>, ObjectOf<K>>(`${path}?${field}`, foldObject) },
    ...followed,
  })
}

/** What follows the server never goes stale, and is compared by our own folding, not value by value. */
export const followed = { staleTime: Infinity, structuralSharing: false } as const

async function readList<K extends Kind>(
  kind: K,
  address: string,
  signal: AbortSignal,
): Promise<Listed<ObjectOf<K>>> {
  const list = await request<KubeList<ObjectOf<K>>>('GET', address, { signal })
  return { resourceVersion: list.metadata.resourceVersion ?? '', items: list.items.map(whole) }
}

/** Kubernetes leaves out an empty spec; pages may rely on it being there. */
function whole<T extends Watchable>(object: T): T {
  return 'spec' in object ? object : { ...object, spec: {} }
}

function watchOf<Data extends Followable, T extends Watchable>(
  address: string,
  fold: (data: Data, changes: readonly Change<T>[]) => Data,
): Watch {
  const join = address.includes('?') ? '&' : '?'
  return {
    address: (resourceVersion) =>
      `${address}${join}watch=1&allowWatchBookmarks=true&resourceVersion=${encodeURIComponent(resourceVersion)}`,
    // The query's own data and the events of its own path: the cache knows neither type.
    fold: (data, changes) =>
      fold(
        data as Data,
        changes.map((change) => ({ ...change, object: whole(change.object) })) as Change<T>[],
      ),
  }
}

/** Who the person is, as the server sees them; 401 when the session is over. */
export const self = queryOptions({
  queryKey: ['self'],
  queryFn: ({ signal }) =>
    request<Self>('POST', `${managementPrefix}/apis/management.loft.sh/v1/selves`, {
      body: { apiVersion: 'management.loft.sh/v1', kind: 'Self', spec: {} },
      signal,
    }),
  // Asked anew when a watch says that rights changed; a clock would only make navigation wait.
  staleTime: Infinity,
})

/** How one can sign in here, and the people of the demo story where there is one. */
export interface Methods {
  methods: {
    password?: { enabled: boolean }
    /** Ways that lead away and come back; `path` begins at the server. */
    redirects?: { name: string; displayName: string; path: string }[]
  }
  /** Whether this browser is signed in already. */
  signedIn: boolean
  demo?: { people: { username: string; displayName: string; hint: string }[] }
}

export const methods = queryOptions({
  queryKey: ['methods'],
  queryFn: ({ signal }) => request<Methods>('GET', '/auth/methods', { signal }),
  // The route asks before the page is there to ask.
  staleTime: 60_000,
})

interface Version {
  aerie: string
  kubeVersion: string
  /** What there is to know of the clusters, such as that they are simulated. */
  notice?: string
  /** Where the documentation is, if somebody said so. */
  docs?: string
}

export const version = queryOptions({
  queryKey: ['version'],
  queryFn: ({ signal }) => request<Version>('GET', '/version', { signal }),
  staleTime: Infinity,
})
