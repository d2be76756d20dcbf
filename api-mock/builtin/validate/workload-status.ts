import { type FieldCause, invalidValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { notNegative, when } from './checks.ts'
import { isSet } from './reading.ts'

/** The counts that each kind reports, in the order in which they are looked at. */
const counts: Record<string, readonly string[]> = {
  Deployment: [
    'observedGeneration',
    'replicas',
    'updatedReplicas',
    'readyReplicas',
    'availableReplicas',
    'unavailableReplicas',
    'terminatingReplicas',
    'collisionCount',
  ],
  ReplicaSet: [
    'replicas',
    'fullyLabeledReplicas',
    'readyReplicas',
    'availableReplicas',
    'observedGeneration',
    'terminatingReplicas',
  ],
  ReplicationController: [
    'replicas',
    'fullyLabeledReplicas',
    'readyReplicas',
    'availableReplicas',
    'observedGeneration',
  ],
  StatefulSet: [
    'replicas',
    'readyReplicas',
    'currentReplicas',
    'updatedReplicas',
    'availableReplicas',
    'observedGeneration',
    'collisionCount',
  ],
  DaemonSet: [
    'currentNumberScheduled',
    'numberMisscheduled',
    'desiredNumberScheduled',
    'numberReady',
    'observedGeneration',
    'updatedNumberScheduled',
    'numberAvailable',
    'numberUnavailable',
    'collisionCount',
  ],
}

/** Those that cannot be more than all pods. */
const parts: Record<string, readonly string[]> = {
  Deployment: ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
  ReplicaSet: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
  ReplicationController: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
  StatefulSet: ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
}

/** What a controller may not report: negative numbers, and more ready pods than there are. */
export function workloadStatus(object: KubeObject, kind: string, live?: KubeObject): FieldCause[] {
  const status = fieldsOf(object.status)
  return [
    ...notNegative(status, 'status', ...(counts[kind] ?? [])),
    ...(parts[kind] ?? []).flatMap((key) =>
      atMost(status, key, 'replicas', 'cannot be greater than status.replicas'),
    ),
    ...(kind in parts ? atMost(status, 'availableReplicas', 'readyReplicas', availableDetail(kind)) : []),
    ...collisions(kind, status, fieldsOf(live?.status)),
  ]
}

function availableDetail(kind: string): string {
  const than = kind === 'StatefulSet' ? 'status.readyReplicas' : 'readyReplicas'
  return `cannot be greater than ${than}`
}

function atMost(status: JsonObject, key: string, most: string, detail: string): FieldCause[] {
  const above = numberOf(status[key]) > numberOf(status[most])
  return when(above, invalidValue(`status.${key}`, status[key], detail))
}

function collisions(kind: string, { collisionCount }: JsonObject, old: JsonObject): FieldCause[] {
  if (kind.startsWith('Replica')) return []
  const fewer = isSet(old.collisionCount) && numberOf(collisionCount) < numberOf(old.collisionCount)
  const detail = 'cannot be decremented'
  return when(fewer, invalidValue('status.collisionCount', numberOf(collisionCount), detail))
}
