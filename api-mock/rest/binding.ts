import { isObject } from '#kube/json.ts'
import { requiredValue } from '#kube/causes.ts'
import { badRequest, conflict, invalid, notFound } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { jsonAnswer } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { toObject } from '#api-mock/serve/objects.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { bodyKind, decodeBody } from './body-kind.ts'
import { commit } from './commit.ts'
import { readWriteOptions } from './options.ts'

const bindings = bodyKind('', 'v1', 'Binding')

/** POST of a Binding, to a pod or to the namespace's bindings: the pod gets its node. */
export async function bindPod(context: Context): Promise<Answer> {
  const options = readWriteOptions(context, 'CreateOptions')
  const { object } = await decodeBody(context, bindings)
  const { info, cluster } = context
  const name = info.name ?? object.metadata.name
  if (object.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`,
    )
  }
  const target = fieldsOf(object.target)
  const node = textOf(target.name)
  if (node === '') throw invalid({ group: '', kind: 'Binding', name }, [requiredValue('target.name')])
  const place = { namespace: info.namespace ?? '', name, uid: object.metadata.uid }
  await commit(context, options, (transaction) => bind(transaction, place, node, cluster.timestamp()))
  return created()
}

/** What is answered where something was done and nothing was made. */
export function created(): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
  return jsonAnswer(201, JSON.stringify(status))
}

/** Assigns a pod to a node. Throws StatusError 404, or 409 where it is another pod, going, or assigned already. */
export function bind(
  transaction: Transaction,
  { namespace, name, uid }: { namespace: string; name: string; uid?: string | undefined },
  node: string,
  now: string,
): void {
  const resource = storageKey(pods)
  const stored = transaction.get(resource, namespace, name)
  if (stored === undefined) throw notFound({ group: '', plural: 'pods', name })
  const pod = toObject(pods, stored)
  const why = refusalOf(pod, uid)
  if (why !== undefined) throw conflict({ group: '', plural: 'pods/binding', name }, why)
  transaction.put(resource, namespace, name, scheduled(pod, node, now))
}

function refusalOf({ metadata, spec }: KubeObject, uid: string | undefined): string | undefined {
  if (uid !== undefined && uid !== '' && uid !== metadata.uid) {
    return `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid ?? ''}`
  }
  if (metadata.deletionTimestamp !== undefined) {
    return `pod ${metadata.name} is being deleted, cannot be assigned to a host`
  }
  const node = textOf(fieldsOf(spec).nodeName)
  return node === '' ? undefined : `pod ${metadata.name} is already assigned to node ${JSON.stringify(node)}`
}

function scheduled(pod: KubeObject, node: string, now: string): KubeObject {
  const status = fieldsOf(pod.status)
  const others = Array.isArray(status.conditions)
    ? status.conditions.filter(isObject).filter(({ type }) => type !== 'PodScheduled')
    : []
  const condition = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }
  return {
    ...pod,
    spec: { ...fieldsOf(pod.spec), nodeName: node },
    status: { ...status, conditions: [...others, condition] },
  }
}
