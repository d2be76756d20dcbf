import { projectOfNamespace } from '#api/project-namespace.ts'
import { visible } from '#web/ui/visible.ts'
import type { Instance, Side } from './sides.ts'

/** The project that a space or a virtual cluster is in. */
export function projectOf({ metadata }: Pick<Instance, 'metadata'>): string {
  return projectOfNamespace(metadata.namespace) ?? ''
}

/** The template it is made from, with the version that it asks for. */
export function templateWords({ spec }: Pick<Instance, 'spec'>): string | undefined {
  const { name = '', version = '' } = spec.templateRef ?? {}
  if (name !== '') return visible(version === '' ? name : `${name} ${version}`)
  return spec.template === undefined ? undefined : 'its own definition'
}

/** What answers for whoever works in it, also where something else has failed; the gateway says the same. */
const opening: Readonly<Record<Side['one'], string>> = {
  space: 'SpaceReady',
  'virtual cluster': 'VirtualClusterSynced',
}

/** Whether somebody can work in it, even where a part of it has failed. */
export function isOpen({ metadata, status = {} }: Instance, { one }: Pick<Side, 'one'>): boolean {
  const { phase, conditions = [] } = status
  if (metadata.deletionTimestamp !== undefined) return false
  return (
    phase === 'Ready' ||
    (phase === 'Failed' &&
      conditions.some(({ type, status: holds }) => type === opening[one] && holds === 'True'))
  )
}

/** Why nobody can work in it now; undefined when somebody can. */
export function reasonNotReady(instance: Instance, side: Pick<Side, 'one'>): string | undefined {
  const { one } = side
  const { phase = '' } = instance.status ?? {}
  if (instance.metadata.deletionTimestamp !== undefined) return `This ${one} is being deleted.`
  if (isOpen(instance, side)) return undefined
  if (phase === 'Sleeping') return `This ${one} is asleep.`
  return phase === 'Failed'
    ? `This ${one} has failed: ${instance.status?.message ?? ''}`
    : `This ${one} is not ready yet.`
}

/** What one is for. */
export const meanings: Readonly<Record<Side['one'], string>> = {
  space: 'A space is a namespace of one’s own on one of the clusters, with the quota and the rights for it.',
  'virtual cluster':
    'A virtual cluster is a Kubernetes API of one’s own: with its own namespaces, roles and custom resources.',
}
