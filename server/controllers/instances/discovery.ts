import type { KubeObject } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'

/** Where objects of a kind are on an API server. */
export interface Resource {
  /** Such as `/apis/apps/v1`. */
  root: string
  plural: string
  namespaced: boolean
}

interface ResourceList {
  resources?: { name: string; kind: string; namespaced: boolean }[]
}

/** Finds the resource of a kind; what was found once is known, and what is not there is asked for again. */
export function openDiscovery(
  client: Client,
): (apiVersion: string, kind: string) => Promise<Resource | undefined> {
  const known = new Map<string, Resource>()
  return async (apiVersion, kind) => {
    const key = `${apiVersion}/${kind}`
    const found = known.get(key)
    if (found !== undefined) return found
    const root = rootOf(apiVersion)
    const list = await orAbsent(client.get<ResourceList>(root))
    for (const { name, kind: served, namespaced } of list?.resources ?? []) {
      if (!name.includes('/')) known.set(`${apiVersion}/${served}`, { root, plural: name, namespaced })
    }
    return known.get(key)
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
}

export function resourceList({ root, plural }: Resource, namespace?: string): string {
  return namespace === undefined
    ? `${root}/${plural}`
    : `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`
}

export function resourcePath(resource: Resource, { metadata }: Pick<KubeObject, 'metadata'>): string {
  const namespace = resource.namespaced ? metadata.namespace : undefined
  return `${resourceList(resource, namespace)}/${encodeURIComponent(metadata.name)}`
}
