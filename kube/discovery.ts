import { apiVersionOf } from './types.ts'

export interface ServedSubresource {
  /** The part after the slash: 'status'. */
  name: string
  kind: string
  /** Where its kind is of another group version than the resource's. */
  group?: string
  version?: string
  verbs: readonly string[]
}

/** A resource as discovery tells of it. */
export interface ServedResource {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames?: readonly string[]
  categories?: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
  subresources?: readonly ServedSubresource[]
  /** Whether the server is compiled with the kind: of those it says in its answers nothing but their name. */
  typed?: boolean
}

/** What `Accept` asks of `/api` and `/apis` for the aggregated form; also its content type. */
export const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** Whether an `Accept` prefers the aggregated form. */
export function wantsAggregated(accept: string | undefined): boolean {
  return /g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList/.test((accept ?? '').replaceAll(' ', ''))
}

/**
 * The aggregated document (`apidiscovery.k8s.io/v2`) of the core group (`/api`) or of all others (`/apis`).
 * Groups and versions stand in the order of `resources`; the first version of a group is the preferred one.
 */
export function aggregatedDiscovery(resources: readonly ServedResource[]): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [...grouped(resources, ({ group }) => group)].map(([group, ofGroup]) => ({
      ...(group === '' ? {} : { metadata: { name: group } }),
      versions: [...grouped(ofGroup, ({ version }) => version)].map(([version, ofVersion]) => ({
        version,
        resources: ofVersion.map(aggregated),
        freshness: 'Current',
      })),
    })),
  }
}

function aggregated(resource: ServedResource): unknown {
  const { group, version, kind, plural, singular, namespaced, verbs, shortNames, categories } = resource
  const own = resource.typed === true ? { group: '', version: '' } : { group, version }
  const subresources = (resource.subresources ?? []).map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group ?? own.group, version: sub.version ?? own.version, kind: sub.kind },
    verbs: sub.verbs,
  }))
  return {
    resource: plural,
    responseKind: { ...own, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames === undefined || shortNames.length === 0 ? {} : { shortNames }),
    ...(categories === undefined || categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  }
}

/** `/apis` in the old form. */
export function groupList(resources: readonly ServedResource[]): unknown {
  const groups = [...grouped(resources, ({ group }) => group)].map(([group, ofGroup]) =>
    groupOf(group, ofGroup),
  )
  return { kind: 'APIGroupList', apiVersion: 'v1', groups }
}

/** `/apis/{group}`; undefined where no resource is of that group. */
export function groupDocument(group: string, resources: readonly ServedResource[]): unknown {
  const ofGroup = resources.filter((resource) => resource.group === group)
  return ofGroup.length === 0 ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group, ofGroup) }
}

function groupOf(group: string, resources: readonly ServedResource[]) {
  const versions = [...grouped(resources, ({ version }) => version).keys()].map((version) => ({
    groupVersion: apiVersionOf({ group, version }),
    version,
  }))
  return { name: group, versions, preferredVersion: versions[0] }
}

/** `/apis/{group}/{version}` or `/api/v1` in the old form; undefined where nothing is served there. */
export function resourceList(group: string, version: string, resources: readonly ServedResource[]): unknown {
  const here = resources.filter((resource) => resource.group === group && resource.version === version)
  if (here.length === 0) return undefined
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: here.flatMap(listed),
  }
}

function listed(resource: ServedResource): unknown[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames === undefined || shortNames.length === 0 ? {} : { shortNames }),
    ...(categories === undefined || categories.length === 0 ? {} : { categories }),
  }
  const subresources = (resource.subresources ?? []).map((sub) => ({
    name: `${plural}/${sub.name}`,
    singularName: '',
    namespaced,
    ...(sub.group === undefined ? {} : { group: sub.group }),
    ...(sub.version === undefined ? {} : { version: sub.version }),
    kind: sub.kind,
    verbs: sub.verbs,
  }))
  return [own, ...subresources]
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const found = groups.get(key(item))
    if (found === undefined) groups.set(key(item), [item])
    else found.push(item)
  }
  return groups
}
