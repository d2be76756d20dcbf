import { requirementsOf, requirementsOfLabels } from '#kube/label-selector.ts'
import type { Labels, LabelSelector } from '#kube/selectors.ts'
import { readTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { conditionsOf } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { hashTemplate } from './template.ts'

/** What the controllers know of a ReplicaSet or a ReplicationController. */
export interface ReplicaSetEntry {
  namespace: string
  name: string
  uid: string
  resourceVersion: string
  /** The uid of the Deployment that manages it. */
  owner: string | undefined
  labels: Labels
  annotations: Labels
  selector: LabelSelector | undefined
  generation: number
  deleting: boolean
  createdAt: number
  replicas: number
  minReadySeconds: number
  templateLabels: Labels
  /** Templates that have the same are the same, but for the label that tells it. */
  templateHash: string
  status: ReplicaSetStatus
  conditions: Condition[]
}

export interface ReplicaSetStatus {
  replicas: number
  fullyLabeledReplicas: number
  readyReplicas: number
  availableReplicas: number
  /** Undefined until the controller has counted. */
  terminatingReplicas: number | undefined
  observedGeneration: number
}

export type ReplicaSetIndex = Index<ReplicaSetEntry>

export function indexReplicaSets(cluster: Cluster, definition: ResourceDefinition): ReplicaSetIndex {
  return new Index(cluster, {
    definition,
    read: readReplicaSet,
    keys: {
      uid: ({ uid }) => uid,
      owner: ({ owner }) => owner,
      namespace: ({ namespace }) => namespace,
      orphan: ({ owner, namespace }) => (owner === undefined ? namespace : undefined),
    },
  })
}

export function readReplicaSet(object: KubeObject): ReplicaSetEntry {
  const { metadata, status } = object
  const { selector, replicas, minReadySeconds, template } = fieldsOf(object.spec)
  const counts = fieldsOf(status)
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    owner: controllerOf(metadata)?.uid,
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    // A ReplicationController has labels where a ReplicaSet has a selector.
    selector: object.apiVersion === 'v1' ? requirementsOfLabels(selector) : requirementsOf(selector),
    generation: metadata.generation ?? 0,
    deleting: metadata.deletionTimestamp !== undefined,
    createdAt: readTime(metadata.creationTimestamp),
    replicas: numberOf(replicas, 1),
    minReadySeconds: numberOf(minReadySeconds),
    templateLabels: fieldsOf(fieldsOf(fieldsOf(template).metadata).labels) as Labels,
    templateHash: hashTemplate(template),
    status: {
      replicas: numberOf(counts.replicas),
      fullyLabeledReplicas: numberOf(counts.fullyLabeledReplicas),
      readyReplicas: numberOf(counts.readyReplicas),
      availableReplicas: numberOf(counts.availableReplicas),
      terminatingReplicas:
        typeof counts.terminatingReplicas === 'number' ? counts.terminatingReplicas : undefined,
      observedGeneration: numberOf(counts.observedGeneration),
    },
    conditions: conditionsOf(object),
  }
}
