import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, notNegative, oneOf, optionalOneOf, problems, required, requiredForm, when } from './checks.ts'
import { dnsLabel, pathSegment } from './formats.ts'
import { notNegativeAmount, quantityOf, quantityText } from './quantities.ts'
import { isSet, objectsOf } from './reading.ts'
import { containerResourceName } from './resources.ts'

/** An autoscaler in version 2; one of version 1 has its target in a field of its own. */
export function horizontalPodAutoscaler(
  object: KubeObject,
  live?: KubeObject,
  subresource?: string,
): FieldCause[] {
  if (subresource === 'status') {
    return notNegative(fieldsOf(object.status), 'status', 'currentReplicas', 'desiredReplicas')
  }
  const spec = fieldsOf(object.spec)
  const old = fieldsOf(live?.spec)
  const { minReplicas, maxReplicas, behavior } = spec
  const [min, max] = [numberOf(minReplicas), numberOf(maxReplicas)]
  const least = numberOf(old.minReplicas) === 0 && isSet(old.minReplicas) ? 0 : 1
  return [
    ...when(
      isSet(minReplicas) && min < least,
      invalidValue('spec.minReplicas', min, `must be greater than or equal to ${least}`),
    ),
    ...when(max === 0, requiredValue('spec.maxReplicas', 'must be set and greater than 0')),
    ...when(max < 0, invalidValue('spec.maxReplicas', max, 'must be greater than or equal to 1')),
    ...when(
      isSet(minReplicas) && max < min,
      invalidValue('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'),
    ),
    ...target(fieldsOf(spec.scaleTargetRef), old.scaleTargetRef, 'spec.scaleTargetRef'),
    ...processorShare(spec.targetCPUUtilizationPercentage),
    ...each(spec.metrics, 'spec.metrics', metric),
    ...scalesToZero(spec),
    ...scalingRules(fieldsOf(behavior).scaleUp, 'spec.behavior.scaleUp'),
    ...scalingRules(fieldsOf(behavior).scaleDown, 'spec.behavior.scaleDown'),
  ]
}

/** The one metric of version 1, which a server has converted to a list before it looks. */
function processorShare(value: unknown): FieldCause[] {
  const field = 'spec.metrics[0].resource.target.averageUtilization'
  const low = isSet(value) && numberOf(value) < 1
  return when(low, invalidValue(field, value, 'must be greater than 0'))
}

function scalesToZero({ minReplicas, metrics }: JsonObject): FieldCause[] {
  const outside = objectsOf(metrics).some(({ type }) => type === 'Object' || type === 'External')
  const detail = 'must specify at least one Object or External metric to support scaling to zero replicas'
  return when(minReplicas === 0 && !outside, forbiddenValue('spec.metrics', detail))
}

function target(reference: JsonObject, old: unknown, field: string): FieldCause[] {
  const same = isObject(old) && old.apiVersion === reference.apiVersion && old.kind === reference.kind
  return [
    ...objectName(reference, field),
    ...(same ? [] : version(reference, `${field}.apiVersion`, reference.kind === 'ReplicationController')),
  ]
}

function objectName({ kind, name }: JsonObject, field: string): FieldCause[] {
  return [
    ...requiredForm(kind, `${field}.kind`, pathSegment),
    ...requiredForm(name, `${field}.name`, pathSegment),
  ]
}

function version({ apiVersion }: JsonObject, field: string, core: boolean): FieldCause[] {
  const text = textOf(apiVersion)
  const slashes = text.split('/').length - 1
  const invalid = (detail: string): FieldCause[] => [invalidValue(field, text, detail)]
  if (slashes > 1) return invalid(`unexpected GroupVersion string: ${text}`)
  return slashes === 0 && !core ? invalid('apiVersion must specify API group') : []
}

type MetricCheck = (source: JsonObject, field: string) => FieldCause[]

const averageValue = (source: JsonObject, field: string, detail: string): FieldCause[] => {
  const { value, averageValue: average } = fieldsOf(source.target)
  return when(!isSet(value) && !isSet(average), requiredValue(`${field}.target.averageValue`, detail))
}

/** The kinds of metrics in the order in which they are looked at. */
const metrics: Record<string, { type: string; check: MetricCheck }> = {
  object: {
    type: 'Object',
    check: (source, field) => [
      ...objectName(fieldsOf(source.describedObject), `${field}.describedObject`),
      ...version(fieldsOf(source.describedObject), `${field}.describedObject.apiVersion`, true),
      ...identifier(source, field),
      ...averageValue(source, field, 'must set either a target value or averageValue'),
    ],
  },
  external: {
    type: 'External',
    check: (source, field) => {
      const { value, averageValue: average } = fieldsOf(source.target)
      const both = 'may not set both a target value for metric and a per-pod target'
      return [
        ...identifier(source, field),
        ...averageValue(source, field, 'must set either a target value for metric or a per-pod target'),
        ...when(isSet(value) && isSet(average), forbiddenValue(`${field}.target.value`, both)),
      ]
    },
  },
  pods: {
    type: 'Pods',
    check: (source, field) => {
      const missing = !isSet(fieldsOf(source.target).averageValue)
      const detail = 'must specify a positive target averageValue'
      return [
        ...identifier(source, field),
        ...when(missing, requiredValue(`${field}.target.averageValue`, detail)),
      ]
    },
  },
  resource: {
    type: 'Resource',
    check: (source, field) => [
      ...required(source.name, `${field}.name`, 'must specify a resource name'),
      ...utilization(source, field),
    ],
  },
  containerResource: {
    type: 'ContainerResource',
    check: (source, field) => {
      const [name, container] = [textOf(source.name), textOf(source.container)]
      return [
        ...(name === ''
          ? [requiredValue(`${field}.name`, 'must specify a resource name')]
          : containerResourceName(name, `${field}.name`)),
        ...(container === ''
          ? [requiredValue(`${field}.container`, 'must specify a container')]
          : problems(`${field}.container`, container, dnsLabel(container))),
        ...utilization(source, field),
      ]
    },
  },
}

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']

function metric(spec: JsonObject, field: string): FieldCause[] {
  const type = textOf(spec.type)
  const present = Object.keys(metrics).filter((key) => isObject(spec[key]))
  const [first] = present
  const own = Object.keys(metrics).find((key) => metrics[key]?.type === type)
  const unknown = oneOf(type, `${field}.type`, metricTypes)
  const needed = 'must populate information for the given metric source'
  return [
    ...required(type, `${field}.type`, 'must specify a metric source type'),
    ...unknown,
    ...(first === undefined ? [] : (metrics[first]?.check(fieldsOf(spec[first]), `${field}.${first}`) ?? [])),
    ...(own === undefined ? unknown : when(!present.includes(own), requiredValue(`${field}.${own}`, needed))),
    ...(present.length === 1 ? [] : present)
      .filter((key) => key !== own)
      .sort()
      .map((key) => forbiddenValue(`${field}.${key}`, 'must populate the given metric source only')),
  ]
}

function identifier(source: JsonObject, field: string): FieldCause[] {
  const name = textOf(fieldsOf(source.metric).name)
  return [
    ...(name === ''
      ? [requiredValue(`${field}.metric.name`, 'must specify a metric name')]
      : problems(`${field}.metric.name`, name, pathSegment(name))),
    ...metricTarget(fieldsOf(source.target), `${field}.target`),
  ]
}

function utilization(source: JsonObject, field: string): FieldCause[] {
  const goal = fieldsOf(source.target)
  const [share, average] = [isSet(goal.averageUtilization), isSet(goal.averageValue)]
  const either = 'must set either a target raw value or a target utilization'
  const both = 'may not set both a target raw value and a target utilization'
  return [
    ...metricTarget(goal, `${field}.target`),
    ...when(!share && !average, requiredValue(`${field}.target.averageUtilization`, either)),
    ...when(share && average, forbiddenValue(`${field}.target.averageValue`, both)),
  ]
}

function metricTarget(goal: JsonObject, field: string): FieldCause[] {
  const type = textOf(goal.type)
  const known = ['Utilization', 'Value', 'AverageValue'].includes(type)
  const share = goal.averageUtilization
  const positive = (key: string): FieldCause[] =>
    when(
      isSet(goal[key]) && quantityOf(goal[key]).nanos <= 0n,
      invalidValue(`${field}.${key}`, quantityText(goal[key]), 'must be positive'),
    )
  return [
    ...required(type, `${field}.type`, 'must specify a metric target type'),
    ...when(
      !known,
      invalidValue(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'),
    ),
    ...positive('value'),
    ...positive('averageValue'),
    ...when(
      isSet(share) && numberOf(share) < 1,
      invalidValue(`${field}.averageUtilization`, share, 'must be greater than 0'),
    ),
  ]
}

function scalingRules(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const { stabilizationWindowSeconds: window, tolerance, policies } = value
  const path = `${field}.stabilizationWindowSeconds`
  const seconds = numberOf(window)
  return [
    ...when(seconds < 0, invalidValue(path, window, 'must be greater than or equal to zero')),
    ...when(seconds > 3600, invalidValue(path, window, 'must be less than or equal to 3600')),
    ...optionalOneOf(value.selectPolicy, `${field}.selectPolicy`, ['Disabled', 'Max', 'Min']),
    ...when(
      objectsOf(policies).length === 0,
      requiredValue(`${field}.policies`, 'must specify at least one Policy'),
    ),
    ...each(policies, `${field}.policies`, scalingPolicy),
    ...(isSet(tolerance) ? notNegativeAmount(tolerance, `${field}.tolerance`) : []),
  ]
}

function scalingPolicy({ type, value, periodSeconds }: JsonObject, field: string): FieldCause[] {
  const known = ['Percent', 'Pods']
  const [amount, seconds] = [numberOf(value), numberOf(periodSeconds)]
  const positive = 'must be greater than zero'
  return [
    ...when(!known.includes(textOf(type)), unsupportedValue(`${field}.type`, textOf(type), known)),
    ...when(amount <= 0, invalidValue(`${field}.value`, amount, positive)),
    ...when(seconds <= 0, invalidValue(`${field}.periodSeconds`, seconds, positive)),
    ...when(
      seconds > 1800,
      invalidValue(`${field}.periodSeconds`, seconds, 'must be less than or equal to 1800'),
    ),
  ]
}
