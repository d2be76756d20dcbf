import type { Labels } from '#kube/selectors.ts'
import type { KubeObject, OwnerReference } from '#kube/types.ts'
import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import { hashTemplate, templateHashLabel } from '#api-mock/controllers/workloads/template.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { DeploymentSpec } from './deployment-spec.ts'

export const revisionAnnotation = 'deployment.kubernetes.io/revision'
const historyAnnotation = 'deployment.kubernetes.io/revision-history'
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas'
const maxAnnotation = 'deployment.kubernetes.io/max-replicas'

/** What a ReplicaSet does not take from its deployment. */
const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  'deprecated.deployment.rollback.to',
])

/** More of old revisions is not remembered. */
const mostHistory = 2000

/** A whole number that an annotation tells; undefined where it tells none. */
function count(annotations: Labels, name: string): number | undefined {
  const text = annotations[name] ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

export function revisionOf({ annotations }: { annotations: Labels }): number {
  return count(annotations, revisionAnnotation) ?? 0
}

/** The size that a deployment had when it scaled this set last. */
export function desiredOf({ annotations }: ReplicaSetEntry): number | undefined {
  return count(annotations, desiredAnnotation)
}

export function maxReplicasOf({ annotations }: ReplicaSetEntry): number | undefined {
  return count(annotations, maxAnnotation)
}

export function sizeAnnotations({ replicas, maxSurge }: DeploymentSpec): Labels {
  return { [desiredAnnotation]: String(replicas), [maxAnnotation]: String(replicas + maxSurge) }
}

/**
 * The annotations of a deployment's new ReplicaSet: the deployment's own and the revision, which is the
 * greatest of all. A set that is rolled back to remembers the revisions that it was before.
 */
export function newSetAnnotations(
  deployment: KubeObject,
  known: Labels,
  oldSets: readonly ReplicaSetEntry[],
): Labels {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([name]) => !notCopied.has(name),
  )
  const annotations = { ...known, ...Object.fromEntries(copied) }
  const revision = Math.max(0, ...oldSets.map(revisionOf)) + 1
  const before = known[revisionAnnotation]
  if (revisionOf({ annotations: known }) >= revision) return annotations
  if (before === undefined) return { ...annotations, [revisionAnnotation]: String(revision) }
  const history = [...(known[historyAnnotation] ?? '').split(',').filter((each) => each !== ''), before]
  while (history.join(',').length > mostHistory) history.shift()
  return {
    ...annotations,
    [revisionAnnotation]: String(revision),
    [historyAnnotation]: history.join(','),
  }
}

const mostNameCharacters = 253

/** The ReplicaSet for a deployment's template as it is now, of no size yet. */
export function newReplicaSet(
  deployment: KubeObject,
  { template, minReadySeconds }: DeploymentSpec,
  {
    owner,
    oldSets,
    collisions,
  }: { owner: OwnerReference; oldSets: readonly ReplicaSetEntry[]; collisions: number },
): KubeObject {
  const { name, namespace = '' } = deployment.metadata
  const hash = hashTemplate(template, collisions)
  const { metadata, spec } = fieldsOf(template)
  const labels = { ...fieldsOf(fieldsOf(metadata).labels), [templateHashLabel]: hash } as Record<
    string,
    string
  >
  const { selector } = fieldsOf(deployment.spec)
  const matchLabels = { ...fieldsOf(fieldsOf(selector).matchLabels), [templateHashLabel]: hash }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name.slice(0, mostNameCharacters - hash.length - 1)}-${hash}`,
      namespace,
      labels,
      annotations: { ...newSetAnnotations(deployment, {}, oldSets) },
      ownerReferences: [owner],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...fieldsOf(selector), matchLabels },
      template: { metadata: { ...fieldsOf(metadata), labels }, spec },
    },
  }
}
