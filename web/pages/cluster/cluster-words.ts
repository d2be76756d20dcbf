import type { Cluster } from '#api/kinds/cluster.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance } from '#web/pages/instance/sides.ts'
import type { Tone } from '#web/ui/tone.tsx'

/** Whether a cluster can be used, in words. */
export function clusterState({ metadata, spec, status = {} }: Cluster): { tone: Tone; words: string } {
  if (metadata.deletionTimestamp !== undefined) {
    const holds = status.conditions?.find(({ status: holds }) => holds === 'False')?.message ?? ''
    return { tone: 'leaving', words: holds === '' ? 'Being disconnected' : `Being disconnected: ${holds}` }
  }
  const { phase = '', online, message = '', reason = '' } = status
  if (online === true) {
    return spec.unusable === true
      ? { tone: 'asleep', words: 'Online, takes nothing new' }
      : { tone: 'good', words: 'Online' }
  }
  if (phase === '') return { tone: 'pending', words: 'Connecting' }
  const why = message === '' ? reason : message
  return { tone: 'bad', words: why === '' ? 'Out of reach' : `Out of reach: ${why}` }
}

/** Those that do not answer. */
export function outOfReach(clusters: readonly Cluster[]): Cluster[] {
  return clusters.filter((cluster) => clusterState(cluster).tone === 'bad')
}

/** How many of these are on each cluster. */
export function countByCluster(
  instances: readonly { spec: { clusterRef?: { cluster?: string | undefined } | undefined } }[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { spec } of instances) {
    const name = spec.clusterRef?.cluster ?? ''
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

/** The projects that have something on each cluster, by name: `checkout, mobile`. */
export function projectsByCluster(
  instances: readonly Pick<Instance, 'metadata' | 'spec'>[],
): Map<string, string> {
  const projects = new Map<string, Set<string>>()
  for (const instance of instances) {
    const name = instance.spec.clusterRef?.cluster ?? ''
    if (name === '') continue
    const known = projects.get(name) ?? new Set()
    projects.set(name, known.add(projectOf(instance)))
  }
  return new Map([...projects].map(([name, known]) => [name, [...known].sort().join(', ')]))
}
