import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { amountAt, listAt, numberAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

function autoscaler(metricsOf: (object: KubeObject) => Metrics): Cells {
  return {
    Reference: (object) =>
      `${textAt(object, 'spec.scaleTargetRef.kind')}/${textAt(object, 'spec.scaleTargetRef.name')}`,
    Targets: (object) => targetsText(metricsOf(object)),
    MinPods: (object) => amountAt(object, 'spec.minReplicas', '<unset>'),
    MaxPods: (object) => numberAt(object, 'spec.maxReplicas'),
    Replicas: (object) => numberAt(object, 'status.currentReplicas'),
  }
}

/** What is asked for and what was measured, entry by entry, as autoscaling/v2 has it. */
interface Metrics {
  specs: readonly JsonObject[]
  statuses: readonly JsonObject[]
}

const autoscalersV2 = autoscaler((object) => ({
  specs: listAt(object, 'spec.metrics'),
  statuses: listAt(object, 'status.currentMetrics'),
}))

/** v1 knows the use of CPU only, and takes 80 % where nothing is said. */
const autoscalersV1 = autoscaler((object) => {
  const target = valueAt(object, 'spec.targetCPUUtilizationPercentage') ?? 80
  const current = valueAt(object, 'status.currentCPUUtilizationPercentage')
  return {
    specs: [{ type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: target } } }],
    statuses:
      current === undefined
        ? []
        : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: current } } }],
  }
})

function targetsText({ specs, statuses }: Metrics): string {
  if (specs.length === 0) return '<none>'
  const shown = specs.slice(0, 2).map((spec, index) => targetText(spec, statuses[index] ?? {}))
  const more = specs.length - shown.length
  return more > 0 ? `${shown.join(', ')} + ${more} more...` : shown.join(', ')
}

const sources: Record<string, string> = {
  External: 'external',
  Pods: 'pods',
  Object: 'object',
  Resource: 'resource',
  ContainerResource: 'containerResource',
}

function targetText(spec: JsonObject, status: JsonObject): string {
  const source = sources[textOf(spec.type)]
  if (source === undefined) return '<unknown type>'
  const asked = fieldsOf(spec[source])
  const measured = fieldsOf(status[source])
  const averaged = valueAt(asked, 'target.averageValue') !== undefined
  // A measurement without the amount that is asked for is Go's nil, but unknown in an average of the last two.
  const ratio = (unit: string, absent = status[source] === undefined ? '<unknown>' : '<nil>') =>
    `${amountAt(measured, `current.${unit}`, absent)}/${amountAt(asked, `target.${unit}`, '<nil>')}`
  switch (source) {
    case 'pods':
      return ratio('averageValue')
    case 'resource':
    case 'containerResource':
      return `${textOf(asked.name)}: ${averaged ? ratio('averageValue') : utilization(asked, measured)}`
    default:
      return averaged ? `${ratio('averageValue', '<unknown>')} (avg)` : ratio('value')
  }
}

function utilization(asked: JsonObject, measured: JsonObject): string {
  const percent = (value: unknown, absent: string) => (typeof value === 'number' ? `${value}%` : absent)
  const current = percent(valueAt(measured, 'current.averageUtilization'), '<unknown>')
  return `${current}/${percent(valueAt(asked, 'target.averageUtilization'), '<auto>')}`
}

export const autoscalingCells: Record<string, Cells> = {
  'autoscaling/v1/horizontalpodautoscalers': autoscalersV1,
  'autoscaling/v2/horizontalpodautoscalers': autoscalersV2,
}
