import type { Labels } from '#kube/selectors.ts'
import { conflict, notFound } from '#kube/status.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** What a `v1.Binding` says: which pod goes where, and, where given, which one of that name is meant. */
export interface Binding {
  namespace: string
  name: string
  nodeName: string
  uid?: string | undefined
  resourceVersion?: string | undefined
  annotations?: Labels | undefined
  labels?: Labels | undefined
}

/**
 * Gives a pod its node. As on a real server no field manager is noted for it. Throws StatusError 404 where the
 * pod is gone and 409 where it is another one, is being deleted, waits at a gate or has a node already.
 */
export function bind(transaction: Transaction, now: string, binding: Binding): Stored {
  const { namespace, name, nodeName, annotations, labels } = binding
  const resource = storageKey(pods)
  const live = transaction.get(resource, namespace, name)
  if (live === undefined) throw notFound({ group: '', plural: 'pods', name })
  const pod = toObject(pods, live)
  checkPreconditions(binding, live)
  const spec = fieldsOf(pod.spec)
  const refusal = refusalOf(name, spec, live.metadata.deletionTimestamp)
  if (refusal !== undefined) throw conflict({ group: '', plural: 'pods/binding', name }, refusal)
  return transaction.put(resource, namespace, name, {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...merged('annotations', pod.metadata.annotations, annotations),
      ...merged('labels', pod.metadata.labels, labels),
    },
    spec: { ...spec, nodeName },
    status: withScheduled(fieldsOf(pod.status), now),
  })
}

function checkPreconditions({ name, uid, resourceVersion }: Binding, { metadata, revision }: Stored): void {
  const subject = { group: '', plural: 'pods', name }
  const fail = (what: string, asked: string, found: string): never => {
    throw conflict(
      subject,
      `Precondition failed: ${what} in precondition: ${asked}, ${what} in object meta: ${found}`,
    )
  }
  if (uid !== undefined && uid !== '' && uid !== metadata.uid) fail('UID', uid, metadata.uid ?? '')
  if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== String(revision)) {
    fail('ResourceVersion', resourceVersion, String(revision))
  }
}

function refusalOf(
  name: string,
  { nodeName, schedulingGates }: Record<string, unknown>,
  deletionTimestamp: string | undefined,
): string | undefined {
  if (deletionTimestamp !== undefined) return `pod ${name} is being deleted, cannot be assigned to a host`
  if (textOf(nodeName) !== '') return `pod ${name} is already assigned to node "${textOf(nodeName)}"`
  if (listOf(schedulingGates).length > 0) return `pod ${name} has non-empty .spec.schedulingGates`
  return undefined
}

function merged(field: 'annotations' | 'labels', own: Labels | undefined, added: Labels | undefined): object {
  return added === undefined || Object.keys(added).length === 0 ? {} : { [field]: { ...own, ...added } }
}

function withScheduled(status: Record<string, unknown>, now: string): unknown {
  const { nominatedNodeName: _nominated, ...rest } = status
  const others = listOf(rest.conditions).filter(({ type }) => type !== 'PodScheduled')
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }
  return { ...rest, conditions: [...others, scheduled] }
}
