import type { KubeObject } from '#kube/types.ts'

/** What goes with an object that is deleted, as sentences, and whether its name must be typed. */
export function goesWith(kind: string, object: KubeObject): { lost: string[]; typed: boolean } {
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true)
  const known = losses[kind]
  const lost =
    known === undefined ? [`What belongs to this ${kind.replace(/^.*\//, '')}, if anything does.`] : [known]
  if (owner !== undefined)
    lost.push(`It belongs to ${owner.kind} ${owner.name}, which makes another one where it should be.`)
  const held = object.metadata.finalizers ?? []
  if (held.length > 0) lost.push(`It stays until ${held.join(', ')} let it go.`)
  return { lost, typed: much.has(kind) }
}

/** Where much is lost that nothing brings back. */
const much = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Node',
  'apiextensions.k8s.io/CustomResourceDefinition',
])

const losses: Readonly<Record<string, string>> = {
  Pod: 'Its containers end, with what is only in them.',
  Namespace: 'Everything in this namespace, with all that runs and is stored there.',
  Node: 'The pods on it are moved elsewhere; the machine itself stays.',
  PersistentVolumeClaim: 'What is stored in its volume, unless its class keeps volumes.',
  PersistentVolume: 'The volume; the data behind it goes or stays as its reclaim policy says.',
  ConfigMap: 'Pods that read it do not start any more; those that run go on.',
  Secret: 'Pods that read it do not start any more; those that run go on.',
  Service: 'Its address and name; what runs behind it goes on.',
  'apps/Deployment': 'Its replica sets with all their pods.',
  'apps/ReplicaSet': 'All its pods.',
  'apps/StatefulSet': 'All its pods; their volumes stay.',
  'apps/DaemonSet': 'All its pods, on every node.',
  'batch/Job': 'All its pods, with their logs.',
  'batch/CronJob': 'Its jobs with all their pods.',
  'apiextensions.k8s.io/CustomResourceDefinition': 'All objects of this kind, in every namespace.',
}
