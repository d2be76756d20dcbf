import type { KubeObject, OwnerReference } from '#kube/types.ts'
import type { NodeEntry } from '#api-mock/controllers/nodes.ts'
import { namePrefix, podOf } from '#api-mock/controllers/workloads/template.ts'
import { fitsNode, readNodeAffinity } from '#api-mock/pods/node-affinity.ts'
import { isTolerated, readTolerations } from '#api-mock/pods/taints.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

export const hashLabel = 'controller-revision-hash'

/** What pods of a daemon bear on any node, so that they run there as long as it is one. */
const tolerated: readonly [string, string][] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
]

function tolerationsOf(spec: Record<string, unknown>): Record<string, unknown>[] {
  const network: readonly [string, string][] =
    spec.hostNetwork === true ? [['node.kubernetes.io/network-unavailable', 'NoSchedule']] : []
  const own = listOf(spec.tolerations)
  const added = [...tolerated, ...network]
    .map(([key, effect]) => ({ key, operator: 'Exists', effect }))
    .filter(({ key, effect }) => !own.some((each) => each.key === key && each.effect === effect))
  return [...own, ...added]
}

/** Whether a daemon has a pod on a node, and whether one that is there may stay. */
export interface Fit {
  runs: boolean
  stays: boolean
}

/** How the pods of a template fit each node. */
export function fitOf(template: unknown): (node: NodeEntry) => Fit {
  const spec = fieldsOf(fieldsOf(template).spec)
  const named = textOf(spec.nodeName)
  const affinity = readNodeAffinity(spec)
  const tolerations = readTolerations(tolerationsOf(spec))
  return (node) => {
    if ((named !== '' && named !== node.name) || !fitsNode(affinity, node))
      return { runs: false, stays: false }
    const repelling = node.taints.filter(
      (taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(taint, tolerations),
    )
    return { runs: repelling.length === 0, stays: !repelling.some(({ effect }) => effect === 'NoExecute') }
  }
}

/** A daemon's pod for a node: the scheduler puts it there, since its affinity names no other. */
export function daemonPod(
  set: KubeObject,
  { owner, hash, nodeName }: { owner: OwnerReference; hash: string; nodeName: string },
): KubeObject {
  const { name, namespace = '', annotations } = set.metadata
  const pod = podOf(fieldsOf(set.spec).template, { namespace, owner, generateName: namePrefix(name) })
  const generation = annotations?.['deprecated.daemonset.template.generation']
  const spec = fieldsOf(pod.spec)
  const affinity = fieldsOf(spec.affinity)
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [nodeName] }]
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        [hashLabel]: hash,
        ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
      },
    },
    spec: {
      ...spec,
      affinity: {
        ...affinity,
        nodeAffinity: {
          ...fieldsOf(affinity.nodeAffinity),
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
        },
      },
      tolerations: tolerationsOf(spec),
    },
  }
}
