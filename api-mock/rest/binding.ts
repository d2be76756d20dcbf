import { requiredValue } from '#kube/causes.ts'
import { badRequest, invalid } from '#kube/status.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { jsonAnswer } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { bind } from './bind.ts'
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
  const { uid, resourceVersion, annotations, labels } = object.metadata
  const binding = {
    namespace: info.namespace ?? '',
    name,
    nodeName: node,
    uid,
    resourceVersion,
    annotations,
    labels,
  }
  await commit(context, options, (transaction) => bind(transaction, cluster.timestamp(), binding))
  return created()
}

/** What is answered where something was done and nothing was made. */
export function created(): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
  return jsonAnswer(201, JSON.stringify(status))
}
