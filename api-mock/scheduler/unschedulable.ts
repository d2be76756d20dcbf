import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** The pod with the condition that tells why it has no node; the same object where it has it already. */
export function withUnschedulable(pod: KubeObject, message: string, now: string): KubeObject {
  if (textOf(fieldsOf(pod.spec).nodeName) !== '') return pod
  const status = fieldsOf(pod.status)
  const conditions = listOf(status.conditions)
  const known = conditions.find(({ type }) => type === 'PodScheduled')
  if (known?.status === 'False' && known.message === message) return pod
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    observedGeneration: pod.metadata.generation ?? 1,
    lastProbeTime: null,
    lastTransitionTime: known?.status === 'False' ? known.lastTransitionTime : now,
    reason: 'Unschedulable',
    message,
  }
  const others = conditions.filter((each) => each !== known)
  return { ...pod, status: { ...status, conditions: [...others, condition] } }
}
