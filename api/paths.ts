import type { Kind } from './kind.ts'

/** Where the management API lies on the gateway. */
export const managementPrefix = '/kubernetes/management'

/** Where a connected cluster lies on the gateway. */
export function clusterPrefix(cluster: string): string {
  return `/kubernetes/cluster/${encodeURIComponent(cluster)}`
}

/** Where a space of a project lies on the gateway: its namespace and what is around it. */
export function spacePrefix(project: string, name: string): string {
  return `/kubernetes/project/${encodeURIComponent(project)}/space/${encodeURIComponent(name)}`
}

/** Where a virtual cluster of a project lies on the gateway. */
export function virtualClusterPrefix(project: string, name: string): string {
  return `/kubernetes/project/${encodeURIComponent(project)}/virtualcluster/${encodeURIComponent(name)}`
}

/** The collection of a kind below an API server's root; a namespaced kind without a namespace is listed across all. */
export function collectionPath(kind: Kind, namespace?: string): string {
  const root = `/apis/${kind.group}/${kind.version}`
  return namespace === undefined
    ? `${root}/${kind.plural}`
    : `${root}/namespaces/${encodeURIComponent(namespace)}/${kind.plural}`
}

/** One object of a kind below an API server's root. */
export function objectPath(kind: Kind, name: string, namespace?: string): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`
}
