import type { JsonObject } from '#kube/json.ts'
import { requirementsOf } from '#kube/label-selector.ts'
import { matchesLabels } from '#kube/selectors.ts'
import { badRequest, failure, internalError, StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { conditionsOf, holds } from '#api-mock/resources/conditions.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { created } from './binding.ts'
import { bodyKind, decodeBody } from './body-kind.ts'
import { commit } from './commit.ts'
import { deleteOptionsOf } from './delete-options.ts'
import { removeObject } from './delete.ts'
import { readWriteOptions } from './options.ts'
import { find } from './update.ts'

const evictions = bodyKind('policy', 'v1', 'Eviction')
const budgets = builtIn('policy/v1/poddisruptionbudgets')

/** POST of an Eviction to a pod: deletes it, unless a PodDisruptionBudget needs it (429). */
export async function evict(context: Context): Promise<Answer> {
  const asked = readWriteOptions(context, 'CreateOptions')
  const { object } = await decodeBody(context, evictions)
  const { info, definition, cluster } = context
  const options = deleteOptionsOf(fieldsOf(object.deleteOptions))
  const dryRun = asked.dryRun || options.dryRun
  await commit(context, { dryRun }, (transaction) => {
    const live = find(context, transaction)
    if (object.metadata.name !== info.name) {
      throw badRequest('name in URL does not match name in Eviction object')
    }
    const pod = toObject(definition, live)
    if (needsBudget(pod)) spend(transaction, pod, cluster.timestamp())
    removeObject(context, transaction, { live, options })
  })
  return created()
}

/** A pod that does not run, or is going already, disrupts nothing. */
function needsBudget({ metadata, status }: KubeObject): boolean {
  const { phase } = fieldsOf(status)
  const idle = hasEnded(phase) || phase === 'Pending'
  return !idle && metadata.deletionTimestamp === undefined
}

/** Takes one disruption from the budget that the pod falls under. */
function spend(transaction: Transaction, pod: KubeObject, now: string): void {
  const namespace = pod.metadata.namespace ?? ''
  const covering = transaction.list(storageKey(budgets), namespace).filter((stored) => {
    const { selector } = fieldsOf(toObject(budgets, stored).spec)
    const requirements = requirementsOf(selector)
    return requirements !== undefined && matchesLabels(requirements, pod.metadata.labels)
  })
  const [found] = covering
  if (found === undefined) return
  if (covering.length > 1) {
    throw internalError(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    )
  }
  const budget = toObject(budgets, found)
  const status = fieldsOf(budget.status)
  if (!isReady(pod) && allowsUnhealthy(fieldsOf(budget.spec), status)) return
  checkBudget(budget, status)
  const left = Number(status.disruptionsAllowed) - 1
  const disruptedPods = { ...fieldsOf(status.disruptedPods), [pod.metadata.name]: now }
  const changed = { ...budget, status: { ...status, disruptionsAllowed: left, disruptedPods } }
  transaction.put(storageKey(budgets), namespace, found.name, changed)
}

function isReady(pod: KubeObject): boolean {
  return holds(conditionsOf(pod), 'Ready')
}

/** A pod that is not ready may go where enough others are, or where its budget says so. */
function allowsUnhealthy(spec: JsonObject, { currentHealthy, desiredHealthy }: JsonObject): boolean {
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  return Number(currentHealthy) >= Number(desiredHealthy) && Number(desiredHealthy) > 0
}

function checkBudget({ metadata }: KubeObject, status: JsonObject): void {
  const { disruptionsAllowed = 0, desiredHealthy = 0, currentHealthy = 0, observedGeneration = 0 } = status
  if (Number(observedGeneration) < (metadata.generation ?? 0)) {
    throw refused(`The disruption budget ${metadata.name} is still being processed by the server.`, 10)
  }
  if (Number(disruptionsAllowed) > 0) return
  throw refused(
    `The disruption budget ${metadata.name} needs ${String(desiredHealthy)} healthy pods and has ${String(currentHealthy)} currently`,
  )
}

function refused(message: string, retryAfterSeconds?: number): StatusError {
  const why = "Cannot evict pod as it would violate the pod's disruption budget."
  return new StatusError(
    failure(429, 'TooManyRequests', why, {
      causes: [{ reason: 'DisruptionBudget', message }],
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    }),
  )
}
