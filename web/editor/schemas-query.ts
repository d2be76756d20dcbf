import { request } from '#web/data/client.ts'
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { schemasOf, type OpenApiDocument, type Schemas } from './schema.ts'

interface OpenApiIndex {
  paths: Record<string, { serverRelativeURL: string }>
}

/** Which versions an API server describes, and where. */
function openApiIndex(root: string) {
  return queryOptions({
    queryKey: ['openapi', root],
    queryFn: ({ signal }) => request<OpenApiIndex>('GET', `${root}/openapi/v3`, { signal }),
    // Custom resources come and go.
    staleTime: 60_000,
  })
}

/** What an API server says of the kinds of one version; `hash` changes when that does. */
function openApiDocument(root: string, path: string, hash: string) {
  return queryOptions({
    queryKey: ['openapi', root, path, hash],
    queryFn: ({ signal }) =>
      request<OpenApiDocument>('GET', `${root}/openapi/v3/${path}${hash === '' ? '' : `?hash=${hash}`}`, {
        signal,
      }),
    staleTime: Infinity,
    structuralSharing: false,
  })
}

/** `apps/v1` is found at `apis/apps/v1`, and `v1` at `api/v1`. */
function pathOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`
}

function versionOf(path: string): string | undefined {
  return /^(?:apis\/([^/]+\/[^/]+)|api\/([^/]+))$/
    .exec(path)
    ?.slice(1)
    .find((name) => name !== undefined)
}

/**
 * What an API server says of the kinds that a text is about. Empty until it is known, and where it cannot be
 * asked: then the text is still YAML, and the server has the last word.
 */
export function useSchemas(root: string, apiVersions: readonly string[]): Schemas {
  const { data: index } = useQuery(openApiIndex(root))
  const wanted = [...new Set(apiVersions)].flatMap((apiVersion) => {
    const path = pathOf(apiVersion)
    const entry = index?.paths[path]
    if (entry === undefined) return []
    const hash = new URLSearchParams(entry.serverRelativeURL.split('?')[1] ?? '').get('hash') ?? ''
    return [openApiDocument(root, path, hash)]
  })
  const documents = useQueries({
    queries: wanted,
    combine: (results) => results.flatMap(({ data }) => (data === undefined ? [] : [data])),
  })
  return useMemo(() => {
    const versions = Object.keys(index?.paths ?? {}).flatMap((path) => versionOf(path) ?? [])
    return schemasOf(documents, versions)
  }, [documents, index])
}
