import { compareText } from '#kube/compare-text.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { amountAt, amountText, conditionOf, flagAt, numberAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

const resourceQuotas: Cells = {
  Request: (object) => quotaText(object, (resource) => !resource.startsWith('limits.')),
  Limit: (object) => quotaText(object, (resource) => resource.startsWith('limits.')),
}

function quotaText({ status }: KubeObject, isShown: (resource: string) => boolean): string {
  const { used, hard } = fieldsOf(status)
  const amountOf = (amounts: unknown, resource: string) => amountText(fieldsOf(amounts)[resource], '0')
  return Object.keys(fieldsOf(hard))
    .filter(isShown)
    .toSorted(compareText)
    .map((resource) => `${resource}: ${amountOf(used, resource)}/${amountOf(hard, resource)}`)
    .join(', ')
}

const podDisruptionBudgets: Cells = {
  'Min Available': (object) => amountAt(object, 'spec.minAvailable', 'N/A'),
  'Max Unavailable': (object) => amountAt(object, 'spec.maxUnavailable', 'N/A'),
  'Allowed Disruptions': (object) => numberAt(object, 'status.disruptionsAllowed'),
}

const priorityClasses: Cells = {
  Value: (object) => numberAt(object, 'value'),
  'Global-Default': (object) => flagAt(object, 'globalDefault'),
  PreemptionPolicy: (object) => textAt(object, 'preemptionPolicy'),
}

const flowSchemas: Cells = {
  PriorityLevel: (object) => textAt(object, 'spec.priorityLevelConfiguration.name'),
  MatchingPrecedence: (object) => numberAt(object, 'spec.matchingPrecedence'),
  DistinguisherMethod: (object) => textAt(object, 'spec.distinguisherMethod.type') || '<none>',
  MissingPL: (object) => textOf(conditionOf(object, 'Dangling')?.status ?? '?'),
}

/** Only a level that is limited has shares, and only one that queues has queues. */
const priorityLevels: Cells = {
  Type: (object) => textAt(object, 'spec.type'),
  NominalConcurrencyShares: (object) => valueAt(object, 'spec.limited.nominalConcurrencyShares') ?? '<none>',
  Queues: (object) => queuing(object, 'queues'),
  HandSize: (object) => queuing(object, 'handSize'),
  QueueLengthLimit: (object) => queuing(object, 'queueLengthLimit'),
}

function queuing(level: KubeObject, field: string): unknown {
  return valueAt(level, `spec.limited.limitResponse.queuing.${field}`) ?? '<none>'
}

export const policyCells: Record<string, Cells> = {
  '/resourcequotas': resourceQuotas,
  'flowcontrol.apiserver.k8s.io/flowschemas': flowSchemas,
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': priorityLevels,
  'policy/poddisruptionbudgets': podDisruptionBudgets,
  'scheduling.k8s.io/priorityclasses': priorityClasses,
}
