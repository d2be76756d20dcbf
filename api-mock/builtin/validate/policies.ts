import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  requiredValue,
} from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, immutable, notNegative, optionalOneOf, problems, requiredOneOf, when } from './checks.ts'
import { dnsLabel, labels } from './formats.ts'
import { printGo } from './go-print.ts'
import { amountsOf, resourceAmount } from './quantities.ts'
import { isSet } from './reading.ts'
import { containerResourceName } from './resources.ts'
import { tolerations } from './scheduling.ts'
import { labelSelector } from './selectors.ts'
import { atMostAll, intOrPercent } from './templates.ts'

/** Disruption budgets, classes of priority and of runtimes, and leases. */

export function disruptionBudget(object: KubeObject, _live?: KubeObject, subresource?: string): FieldCause[] {
  const status = fieldsOf(object.status)
  if (subresource === 'status') {
    const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']
    return notNegative(status, 'status', ...counts)
  }
  const spec = fieldsOf(object.spec)
  const { minAvailable, maxUnavailable } = spec
  const both = 'minAvailable and maxUnavailable cannot be both set'
  const share = (value: unknown, field: string): FieldCause[] =>
    isSet(value) ? [...intOrPercent(value, field), ...atMostAll(value, field)] : []
  return [
    ...when(
      isSet(minAvailable) && isSet(maxUnavailable),
      invalidPrinted('spec', printGo('PodDisruptionBudgetSpec', spec), both),
    ),
    ...share(minAvailable, 'spec.minAvailable'),
    ...share(maxUnavailable, 'spec.maxUnavailable'),
    ...labelSelector(spec.selector, 'spec.selector'),
    ...optionalOneOf(spec.unhealthyPodEvictionPolicy, 'spec.unhealthyPodEvictionPolicy', [
      'AlwaysAllow',
      'IfHealthyBudget',
    ]),
  ]
}

/** The values of a PriorityClass are small enough to leave room for the system's own. */
const highestUserPriority = 1_000_000_000

const systemClasses: Record<string, number> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
}

export function priorityClass(object: KubeObject, live?: KubeObject): FieldCause[] {
  const { value, preemptionPolicy } = object
  if (live !== undefined) {
    return [
      ...when(
        numberOf(value) !== numberOf(live.value),
        forbiddenValue('value', 'may not be changed in an update.'),
      ),
      ...immutable(preemptionPolicy, live.preemptionPolicy, 'preemptionPolicy'),
    ]
  }
  return [
    ...priorityValue(object),
    ...(isSet(preemptionPolicy)
      ? requiredOneOf(preemptionPolicy, 'preemptionPolicy', ['PreemptLowerPriority', 'Never'])
      : []),
  ]
}

function priorityValue({ metadata, value, globalDefault }: KubeObject): FieldCause[] {
  const { name } = metadata
  const most = `maximum allowed value of a user defined priority is ${highestUserPriority}`
  if (!name.startsWith('system-')) {
    return when(numberOf(value) > highestUserPriority, forbiddenValue('value', most))
  }
  const known = systemClasses[name]
  const why =
    known === undefined
      ? `${name} is not a known system priority class`
      : known !== numberOf(value)
        ? `value of ${name} PriorityClass must be ${known}`
        : globalDefault === true
          ? `globalDefault of ${name} PriorityClass must be false`
          : undefined
  const reserved = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`
  return when(why !== undefined, forbiddenValue('metadata.name', reserved))
}

export function runtimeClass(object: KubeObject, live?: KubeObject): FieldCause[] {
  const handler = textOf(object.handler)
  const { podFixed } = fieldsOf(object.overhead)
  const { nodeSelector, tolerations: list } = fieldsOf(object.scheduling)
  return [
    ...(handler === '' ? [requiredValue('handler')] : problems('handler', handler, dnsLabel(handler))),
    ...amountsOf(podFixed).flatMap(([name, amount]) => [
      ...containerResourceName(name, `overhead.limits[${name}]`),
      ...resourceAmount(name, amount, `overhead.limits[${name}]`),
    ]),
    ...labels(nodeSelector, 'scheduling.nodeSelector'),
    ...tolerations(list, 'scheduling.tolerations'),
    ...repeatedTolerations(list),
    ...(live === undefined ? [] : immutable(handler, live.handler, 'handler')),
  ]
}

function repeatedTolerations(list: unknown): FieldCause[] {
  const seen = new Set<string>()
  return each(list, 'scheduling.tolerations', (toleration, field) => {
    const { key, operator, value, effect } = toleration
    const text = JSON.stringify([key, operator, value, effect].map(textOf))
    const twice = seen.has(text)
    seen.add(text)
    const shown = printGo('Toleration', toleration)
    return when(twice, { ...duplicateValue(field, ''), message: `Duplicate value: ${shown}` })
  })
}

export function lease({ spec }: KubeObject): FieldCause[] {
  const { leaseDurationSeconds: duration, strategy, preferredHolder } = fieldsOf(spec)
  const alone = 'may only be specified if `strategy` is defined'
  return [
    ...when(
      isSet(duration) && numberOf(duration) <= 0,
      invalidValue('spec.leaseDurationSeconds', duration, 'must be greater than 0'),
    ),
    ...(isObject(spec) ? notNegative(spec, 'spec', 'leaseTransitions') : []),
    ...when(
      textOf(preferredHolder) !== '' && textOf(strategy) === '',
      forbiddenValue('spec.preferredHolder', alone),
    ),
  ]
}
