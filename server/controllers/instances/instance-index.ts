import { namespacedKey, type Instance } from './subject.ts'

/** Which instances something concerns, so that a change is looked at by those alone. */
export interface InstanceIndex {
  put(instance: Instance): void
  drop(instance: Instance): void
  /** Keys of what is in a namespace of the management cluster. */
  inNamespace(namespace: string): string[]
  /** Of what is made from a template. */
  ofTemplate(name: string): string[]
  /** Of what is in a namespace of a host. */
  at(cluster: string, namespace: string): string[]
  /** Of what is on a host, or has no place yet. */
  on(cluster: string): string[]
}

export function indexInstances(): InstanceIndex {
  const known = new Map<string, string[]>()
  const groups = new Map<string, Set<string>>()
  const keysIn = (group: string): string[] => [...(groups.get(group) ?? [])]

  function remove(key: string): void {
    for (const group of known.get(key) ?? []) {
      const members = groups.get(group)
      members?.delete(key)
      if (members?.size === 0) groups.delete(group)
    }
    known.delete(key)
  }

  return {
    put(instance) {
      const key = namespacedKey(instance)
      remove(key)
      const all = groupsOf(instance)
      known.set(key, all)
      for (const group of all) groups.set(group, (groups.get(group) ?? new Set()).add(key))
    },
    drop: (instance) => remove(namespacedKey(instance)),
    inNamespace: (namespace) => keysIn(`namespace/${namespace}`),
    ofTemplate: (name) => keysIn(`template/${name}`),
    at: (cluster, namespace) => keysIn(`at/${cluster}/${namespace}`),
    on: (cluster) => [...keysIn(`on/${cluster}`), ...keysIn('nowhere')],
  }
}

function groupsOf({ metadata, spec }: Instance): string[] {
  const { cluster, namespace } = spec.clusterRef ?? {}
  const template = spec.templateRef?.name
  return [
    `namespace/${metadata.namespace ?? ''}`,
    ...(template ? [`template/${template}`] : []),
    ...(cluster && namespace ? [`at/${cluster}/${namespace}`] : []),
    cluster ? `on/${cluster}` : 'nowhere',
  ]
}
