import {
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import { annotationProblems } from '#kube/names.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { notNegative, optionalForm, required, when } from './checks.ts'
import { claimSpec } from './claims.ts'
import { dnsLabel, labels } from './formats.ts'
import { printGo } from './go-print.ts'
import { podAnnotations, podTemplate } from './pod-spec.ts'
import { entriesOf, isSet, objectsOf } from './reading.ts'
import { invalidSelector, isEmptySelector } from './selectors.ts'
import {
  atMostAll,
  countOf,
  intOrPercent,
  isUnreadable,
  requiredSelector,
  restartsAlways,
  unselected,
} from './templates.ts'
import { workloadStatus } from './workload-status.ts'

export function statefulSet(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return workloadStatus(object, 'StatefulSet', live)
  const spec = fieldsOf(object.spec)
  const { selector, persistentVolumeClaimRetentionPolicy: retention } = spec
  return [
    ...managementPolicy(spec.podManagementPolicy, 'spec.podManagementPolicy'),
    ...statefulStrategy(fieldsOf(spec.updateStrategy), 'spec.updateStrategy'),
    ...(isObject(retention) ? ['whenDeleted', 'whenScaled'] : []).flatMap((key) => {
      const policy = textOf(fieldsOf(retention)[key])
      const field = `spec.persistentVolumeClaimRetentionPolicy.${key}`
      const known = ['Retain', 'Delete']
      return when(!known.includes(policy), unsupportedValue(field, policy, known))
    }),
    ...(live === undefined ? claimTemplates(spec.volumeClaimTemplates) : []),
    ...notNegative(spec, 'spec', 'replicas', 'minReadySeconds'),
    ...notNegative(fieldsOf(spec.ordinals), 'spec.ordinals', 'start'),
    ...(live === undefined ? optionalForm(spec.serviceName, 'spec.serviceName', dnsLabel) : []),
    ...requiredSelector(selector, 'statefulset'),
    ...(isUnreadable(selector) ? [invalidSelector(selector, 'spec.selector', '')] : statefulTemplate(spec)),
    ...restartsAlways(spec.template, 'StatefulSet'),
    ...(live === undefined ? [] : statefulChanges(spec, fieldsOf(live.spec))),
  ]
}

function managementPolicy(value: unknown, field: string): FieldCause[] {
  const known = value === 'OrderedReady' || value === 'Parallel'
  if (known) return []
  const detail = "must be 'OrderedReady' or 'Parallel'"
  return textOf(value) === '' ? required(value, field) : [invalidValue(field, value, detail)]
}

function statefulStrategy(strategy: JsonObject, field: string): FieldCause[] {
  const { type, rollingUpdate } = strategy
  const path = `${field}.rollingUpdate`
  if (textOf(type) === '') return [requiredValue(field)]
  if (type === 'OnDelete') {
    const detail = "only allowed for updateStrategy 'RollingUpdate'"
    const shown = printGo('RollingUpdateStatefulSetStrategy', rollingUpdate)
    return when(isObject(rollingUpdate), invalidPrinted(path, shown, detail))
  }
  if (type !== 'RollingUpdate') {
    const shown = printGo('StatefulSetUpdateStrategy', strategy)
    return [invalidPrinted(field, shown, "must be 'RollingUpdate' or 'OnDelete'")]
  }
  if (!isObject(rollingUpdate)) return []
  const { maxUnavailable } = rollingUpdate
  return [
    ...notNegative(rollingUpdate, path, 'partition'),
    ...(isSet(maxUnavailable)
      ? [
          ...intOrPercent(maxUnavailable, `${path}.maxUnavailable`),
          ...when(
            countOf(maxUnavailable) === 0,
            invalidValue(`${path}.maxUnavailable`, maxUnavailable, 'cannot be 0'),
          ),
          ...atMostAll(maxUnavailable, `${path}.maxUnavailable`),
        ]
      : []),
  ]
}

function claimTemplates(list: unknown): FieldCause[] {
  return objectsOf(list).flatMap(({ spec }, index) =>
    claimSpec(fieldsOf(spec), `spec.volumeClaimTemplates[${index}].spec`),
  )
}

/** The controller adds volumes of the claims, and names the pods itself. */
function statefulTemplate(spec: JsonObject): FieldCause[] {
  const template = fieldsOf(spec.template)
  const { hostname: _hostname, subdomain: _subdomain, ...own } = fieldsOf(template.spec)
  const names = objectsOf(spec.volumeClaimTemplates).map(({ metadata }) => textOf(fieldsOf(metadata).name))
  const made = names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))
  const kept = objectsOf(own.volumes).filter(({ name }) => !names.includes(textOf(name)))
  const volumes = names.length === 0 ? own.volumes : [...made, ...kept]
  const field = 'spec.template'
  const { labels: ownLabels, annotations } = fieldsOf(template.metadata)
  return [
    ...(isEmptySelector(spec.selector) && isObject(spec.selector) ? [] : unselected(spec.selector, template)),
    ...podTemplate({ ...template, spec: { ...own, volumes } }, field),
    ...labels(ownLabels, `${field}.labels`),
    ...annotationProblems(Object.fromEntries(entriesOf(annotations)), `${field}.annotations`),
    ...podAnnotations(annotations, own, `${field}.annotations`),
  ]
}

const statefulMutable = [
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
]

function statefulChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const fixed = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !statefulMutable.includes(key)))
  const detail =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
  return when(!sameJson(fixed(spec), fixed(old)), forbiddenValue('spec', detail))
}
