import type { JsonObject } from '#kube/json.ts'
import { readTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#server/cluster/fields.ts'

/** How the control plane of a virtual cluster is: ready, or what keeps it from being. */
export type ControlPlaneState = { ready: true } | { ready: false; reason: string; message: string }

/** What a host has of one control plane. */
export interface ControlPlaneParts {
  statefulSet: KubeObject | undefined
  /** Those of the stateful set. */
  pods: readonly KubeObject[]
  /** Events about the stateful set that say why it could not make a pod. */
  refusals: readonly KubeObject[]
}

const not = (reason: string, message: string): ControlPlaneState => ({ ready: false, reason, message })

/** Says it as the cluster does: its own words for why a pod does not run are the ones that people search for. */
export function controlPlaneState({ statefulSet, pods, refusals }: ControlPlaneParts): ControlPlaneState {
  if (statefulSet === undefined) return not('StatefulSetMissing', 'the stateful set is not there yet')
  const { observedGeneration, readyReplicas } = fieldsOf(statefulSet['status'])
  const current = numberOf(observedGeneration) >= (statefulSet.metadata.generation ?? 0)
  const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const [pod] = alive.length > 0 ? alive : pods
  if (pod === undefined) return withoutPod(refusals)
  if (pod.metadata.deletionTimestamp !== undefined)
    return not('PodTerminating', `pod ${pod.metadata.name} is ending`)
  if (current && numberOf(readyReplicas) > 0 && conditionOf(pod, 'Ready')['status'] === 'True')
    return { ready: true }
  return stateOfPod(pod)
}

function withoutPod(refusals: readonly KubeObject[]): ControlPlaneState {
  const newest = refusals.toSorted((one, other) => timeOf(other) - timeOf(one))[0]
  return newest === undefined
    ? not('PodMissing', 'the pod of the control plane is being created')
    : not(textOf(newest['reason']) || 'FailedCreate', textOf(newest['message']))
}

function timeOf(event: KubeObject): number {
  const { lastTimestamp, eventTime } = event
  return readTime(lastTimestamp) || readTime(eventTime) || readTime(event.metadata.creationTimestamp)
}

function stateOfPod(pod: KubeObject): ControlPlaneState {
  const scheduled = conditionOf(pod, 'PodScheduled')
  if (scheduled['status'] === 'False')
    return not(textOf(scheduled['reason']) || 'Unschedulable', textOf(scheduled['message']))
  const held = heldContainer(pod)
  if (held !== undefined) return held
  const { phase, reason, message } = fieldsOf(pod['status'])
  if (phase === 'Failed')
    return not(textOf(reason) || 'PodFailed', textOf(message) || `pod ${pod.metadata.name} has failed`)
  const ready = conditionOf(pod, 'Ready')
  const because = textOf(ready['message'])
  return not(
    'Starting',
    `pod ${pod.metadata.name} is ${phase === 'Running' ? 'running and not ready yet' : 'starting'}${because === '' ? '' : `: ${because}`}`,
  )
}

/** What a container waits for that has not begun, other than its turn. */
const usual = new Set(['', 'ContainerCreating', 'PodInitializing'])

function heldContainer(pod: KubeObject): ControlPlaneState | undefined {
  const { initContainerStatuses, containerStatuses } = fieldsOf(pod['status'])
  for (const { name, state } of [...listOf(initContainerStatuses), ...listOf(containerStatuses)]) {
    const waiting = fieldsOf(fieldsOf(state)['waiting'])
    const reason = textOf(waiting['reason'])
    if (!usual.has(reason))
      return not(reason, textOf(waiting['message']) || `container ${textOf(name)} waits`)
  }
  return undefined
}

function conditionOf(object: KubeObject, type: string): JsonObject {
  return listOf(fieldsOf(object['status'])['conditions']).find((each) => each['type'] === type) ?? {}
}
