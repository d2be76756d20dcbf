import type { Kind, ObjectOf } from '#api/kind.ts'
import type { Cluster } from '#api/kinds/cluster.ts'
import { project as projectKind } from '#api/kinds/project.ts'
import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { quotaAfterAnnotation } from '#api/labels.ts'
import { collectionPath, managementPrefix, objectPath } from '#api/paths.ts'
import type { QuotaNumbers } from '#api/quota.ts'
import { queryOptions } from '@tanstack/react-query'
import { request } from './client.ts'

interface Templates {
  defaultVirtualClusterTemplate?: string
  virtualClusterTemplates: VirtualClusterTemplate[]
  defaultSpaceTemplate?: string
  spaceTemplates: SpaceTemplate[]
}

/** What a project allows to make things from. It has no watch: it is asked again whenever a form is opened. */
export function projectTemplates(project: string) {
  return queryOptions({
    queryKey: ['project-part', project, 'templates'],
    queryFn: ({ signal }) => request<Templates>('GET', partOf(project, 'templates'), { signal }),
    staleTime: 2_000,
  })
}

/** The clusters that a project uses, among them some that it may not use any more. */
export function projectClusters(project: string) {
  return queryOptions({
    queryKey: ['project-part', project, 'clusters'],
    queryFn: ({ signal }) => request<{ clusters: Cluster[] }>('GET', partOf(project, 'clusters'), { signal }),
    staleTime: 2_000,
  })
}

function partOf(project: string, part: string): string {
  return `${managementPrefix}${objectPath(projectKind, project)}/${part}`
}

/**
 * What the quotas would say after this very object was made: it is tried, and not made. `counted` stands for what is
 * used now, so that the question is asked again when that changes.
 */
export function quotaPreview<K extends Kind>(
  kind: K,
  object: Pick<ObjectOf<K>, 'metadata' | 'spec'>,
  counted: string,
) {
  const path = `${managementPrefix}${collectionPath(kind, object.metadata.namespace)}?dryRun=All`
  return queryOptions({
    queryKey: ['quota-preview', path, object, counted],
    queryFn: async ({ signal }) => {
      const tried = await request<ObjectOf<K>>('POST', path, { body: object, signal })
      return numbersIn(tried.metadata.annotations?.[quotaAfterAnnotation])
    },
    staleTime: 0,
    // There may be a password in it.
    gcTime: 0,
  })
}

function numbersIn(text: string | undefined): QuotaNumbers[] {
  const numbers: unknown = text === undefined ? [] : JSON.parse(text)
  return Array.isArray(numbers) ? (numbers as QuotaNumbers[]) : []
}
