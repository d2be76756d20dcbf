import type { KubeObject, OwnerReference } from '#kube/types.ts'
import { podOf } from '#api-mock/controllers/workloads/template.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { revisionLabel } from './plan.ts'

/** The name of the claim that a pod of a set has by one of the set's templates. */
function claimName(template: Record<string, unknown>, setName: string, ordinal: number): string {
  return `${textOf(fieldsOf(template.metadata).name)}-${setName}-${ordinal}`
}

/** A set's pod with an ordinal: its name, address and volumes stay the same whenever it is made anew. */
export function memberOf(
  set: KubeObject,
  template: unknown,
  { owner, ordinal, revision }: { owner: OwnerReference; ordinal: number; revision: string },
): KubeObject {
  const { name: setName, namespace = '' } = set.metadata
  const { serviceName, volumeClaimTemplates } = fieldsOf(set.spec)
  const name = `${setName}-${ordinal}`
  const pod = podOf(template, { namespace, owner, name })
  const volumes = listOf(volumeClaimTemplates).map((claim) => ({
    name: textOf(fieldsOf(claim.metadata).name),
    persistentVolumeClaim: { claimName: claimName(claim, setName, ordinal) },
  }))
  const spec = fieldsOf(pod.spec)
  const others = listOf(spec.volumes).filter((volume) => volumes.every((each) => each.name !== volume.name))
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        [revisionLabel]: revision,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
    },
    spec: {
      ...spec,
      ...(volumes.length + others.length === 0 ? {} : { volumes: [...volumes, ...others] }),
      hostname: name,
      ...(textOf(serviceName) === '' ? {} : { subdomain: serviceName }),
    },
  }
}

/** The claims of a set's pod. They stay when the set goes, unless its policy says that they are the set's. */
export function claimsOf(set: KubeObject, ordinal: number, owner: OwnerReference): KubeObject[] {
  const { name: setName, namespace = '' } = set.metadata
  const { volumeClaimTemplates, selector } = fieldsOf(set.spec)
  const matchLabels = fieldsOf(fieldsOf(selector).matchLabels)
  return listOf(volumeClaimTemplates).map((template) => {
    const { labels, annotations } = fieldsOf(template.metadata)
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(template, setName, ordinal),
        namespace,
        labels: { ...fieldsOf(labels), ...matchLabels } as Record<string, string>,
        ...(annotations === undefined
          ? {}
          : { annotations: fieldsOf(annotations) as Record<string, string> }),
        ...(retention(set, 'whenDeleted') === 'Delete' ? { ownerReferences: [owner] } : {}),
      },
      spec: template.spec,
    }
  })
}

/** What becomes of claims when a set is deleted or made smaller. */
export function retention({ spec }: KubeObject, when: 'whenDeleted' | 'whenScaled'): string {
  const policy = fieldsOf(fieldsOf(spec).persistentVolumeClaimRetentionPolicy)
  return textOf(policy[when]) || 'Retain'
}
