import type { JsonObject } from '#kube/json.ts'
import { parseJson } from '#kube/strict-json.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

export const autoscalers = builtIn('autoscaling/v2/horizontalpodautoscalers')

/** What the older version has no fields for it carries in annotations, as a real server writes them. */
const prefix = 'autoscaling.alpha.kubernetes.io/'

/** The same objects in the version that knows one metric only, the use of processors. */
export const oldAutoscalers: ResourceDefinition = builtIn('autoscaling/v1/horizontalpodautoscalers', {
  storedAs: { key: storageKey(autoscalers), fromStored: toV1, toStored: toV2 },
})

function toV1(object: KubeObject): KubeObject {
  const { metrics, behavior, ...spec } = fieldsOf(object.spec)
  const { currentMetrics, conditions, ...status } = fieldsOf(object.status)
  const [wanted, otherMetrics] = takeCpu(metrics, 'target')
  const [current, otherCurrent] = takeCpu(currentMetrics, 'current')
  const annotations = {
    ...object.metadata.annotations,
    ...carried('metrics', otherMetrics),
    ...carried('current-metrics', otherCurrent),
    ...carried('behavior', behavior),
    ...carried('conditions', conditions),
  }
  return {
    apiVersion: apiVersionOf(oldAutoscalers),
    kind: object.kind,
    metadata: Object.keys(annotations).length === 0 ? object.metadata : { ...object.metadata, annotations },
    spec: { ...spec, ...(wanted === undefined ? {} : { targetCPUUtilizationPercentage: wanted }) },
    status: { ...status, ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }) },
  }
}

function toV2(object: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: wanted, ...spec } = fieldsOf(object.spec)
  const { currentCPUUtilizationPercentage: current, ...status } = fieldsOf(object.status)
  const { annotations: all = {}, ...metadata } = object.metadata
  const annotations = Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(prefix)))
  const metrics = [
    ...(wanted === undefined ? [] : [cpu({ target: { type: 'Utilization', averageUtilization: wanted } })]),
    ...listIn(all, 'metrics'),
  ]
  const currentMetrics = [
    ...(current === undefined ? [] : [cpu({ current: { averageUtilization: current } })]),
    ...listIn(all, 'current-metrics'),
  ]
  const conditions = listIn(all, 'conditions')
  const behavior = valueIn(all, 'behavior')
  return {
    apiVersion: apiVersionOf(autoscalers),
    kind: object.kind,
    metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    spec: {
      ...spec,
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(behavior === undefined ? {} : { behavior }),
    },
    status: {
      ...status,
      currentMetrics: currentMetrics.length === 0 ? null : currentMetrics,
      ...(conditions.length === 0 ? {} : { conditions }),
    },
  }
}

function cpu(value: JsonObject): JsonObject {
  return { type: 'Resource', resource: { name: 'cpu', ...value } }
}

/** The first metric that is of processors, and the others. */
function takeCpu(metrics: unknown, part: 'target' | 'current'): [unknown, JsonObject[]] {
  const all = listOf(metrics)
  const utilization = (metric: JsonObject): unknown => {
    const { name, [part]: value } = fieldsOf(metric.resource)
    return metric.type === 'Resource' && name === 'cpu' ? fieldsOf(value).averageUtilization : undefined
  }
  const found = all.find((metric) => utilization(metric) !== undefined)
  if (found === undefined) return [undefined, all]
  return [utilization(found), all.filter((metric) => metric !== found)]
}

function carried(name: string, value: unknown): Record<string, string> {
  const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0)
  return empty ? {} : { [`${prefix}${name}`]: JSON.stringify(value) }
}

function valueIn(annotations: Record<string, string>, name: string): unknown {
  const text = annotations[`${prefix}${name}`]
  if (text === undefined) return undefined
  try {
    return parseJson(text)
  } catch {
    // Somebody wrote into the annotation what nobody can read; it says nothing then.
    return undefined
  }
}

function listIn(annotations: Record<string, string>, name: string): unknown[] {
  const value = valueIn(annotations, name)
  return Array.isArray(value) ? value : []
}
