import { type FieldCause, invalidPrinted, invalidValue, requiredValue, tooLong } from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { immutable, notNegative, oneOf, optionalOneOf, when } from './checks.ts'
import { dnsLabel, domainPrefixedPath } from './formats.ts'
import { goValue, internalTemplate, printGo } from './go-print.ts'
import { podFailurePolicy, successPolicy } from './job-policies.ts'
import { jobStatus } from './job-status.ts'
import { podTemplate } from './pod-spec.ts'
import { isSet, objectsOf } from './reading.ts'
import { immutableSelector, invalidSelector, labelSelector, selects } from './selectors.ts'

export function job(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (live !== undefined && subresource === 'status') return jobStatus(object, live)
  const spec = fieldsOf(object.spec)
  const causes = [
    ...generatedSelector(object, spec),
    ...selectedJobSpec(spec),
    ...indexedName(object.metadata.name, spec),
  ]
  return live === undefined ? causes : [...causes, ...selectedJobSpec(spec), ...jobChanges(spec, live)]
}

/** The server makes the selector of a job and the labels of its pods, unless it is told not to. */
function generatedSelector({ metadata }: KubeObject, spec: JsonObject): FieldCause[] {
  if (spec.manualSelector === true || !isObject(spec.selector)) return []
  const { uid = '', name } = metadata
  const labels = fieldsOf(fieldsOf(fieldsOf(spec.template).metadata).labels)
  const expected: readonly [string, string][] = [
    ['controller-uid', uid],
    ['job-name', name],
    ['batch.kubernetes.io/controller-uid', uid],
    ['batch.kubernetes.io/job-name', name],
  ]
  const field = 'spec.template.metadata.labels'
  const matches = selects(spec.selector, Object.fromEntries(expected))
  return [
    ...when(uid === '', requiredValue('metadata.uid')),
    ...expected.flatMap(([key, value]) => {
      const label = labels[key]
      if (label === undefined) return [requiredValue(`${field}[${key}]`, `must be '${value}'`)]
      return when(label !== value, invalidValue(`${field}[${key}]`, labels, `must be '${value}'`))
    }),
    ...when(!matches, invalidSelector(spec.selector, 'spec.selector', '`selector` not auto-generated')),
  ]
}

function selectedJobSpec(spec: JsonObject): FieldCause[] {
  const labels = fieldsOf(fieldsOf(spec.template).metadata).labels
  const matches = selects(spec.selector, labels)
  const detail = '`selector` does not match template `labels`'
  const field = 'spec.template.metadata.labels'
  return [
    ...jobSpec(spec, 'spec'),
    ...(isObject(spec.selector)
      ? labelSelector(spec.selector, 'spec.selector')
      : [requiredValue('spec.selector')]),
    ...when(!matches, invalidValue(field, isObject(labels) ? labels : null, detail)),
  ]
}

/** The pods of an indexed job are called after their index. */
function indexedName(name: string, spec: JsonObject): FieldCause[] {
  const completions = numberOf(spec.completions)
  if (spec.completionMode !== 'Indexed' || completions <= 0) return []
  const hostname = `${name}-${completions - 1}`
  const detail = `will not able to create pod with invalid DNS label: ${hostname}`
  return when(dnsLabel(hostname).length > 0, invalidValue('metadata.name', name, detail))
}

export function jobSpec(spec: JsonObject, field: string): FieldCause[] {
  const { maxFailedIndexes, backoffLimitPerIndex, managedBy, podFailurePolicy: policy } = spec
  return [
    ...notNegative(
      spec,
      field,
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ),
    ...when(
      isSet(maxFailedIndexes) && !isSet(backoffLimitPerIndex),
      requiredValue(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'),
    ),
    ...(isSet(managedBy)
      ? [
          ...domainPrefixedPath(textOf(managedBy), `${field}.managedBy`),
          ...when(textOf(managedBy).length > 63, tooLong(`${field}.managedBy`, 63)),
        ]
      : []),
    ...completionMode(spec, field),
    ...(isObject(policy) ? podFailurePolicy(policy, spec, `${field}.podFailurePolicy`) : []),
    ...succeeds(spec, `${field}.successPolicy`),
    ...replacement(spec, `${field}.podReplacementPolicy`),
    ...podTemplate(spec.template, `${field}.template`),
    ...restartPolicy(spec, `${field}.template.spec.restartPolicy`),
  ]
}

function completionMode(spec: JsonObject, field: string): FieldCause[] {
  const { completionMode: mode } = spec
  const known = optionalOneOf(mode, `${field}.completionMode`, ['NonIndexed', 'Indexed'])
  if (mode === 'Indexed') return [...known, ...indexedLimits(spec, field)]
  if (isSet(mode) && mode !== 'NonIndexed') return known
  const indexed = ['backoffLimitPerIndex', 'maxFailedIndexes'].filter((key) => isSet(spec[key]))
  const detail = 'requires indexed completion mode'
  return [...known, ...indexed.map((key) => invalidValue(`${field}.${key}`, spec[key], detail))]
}

const soft = 100_000
const high = 10_000

function indexedLimits(spec: JsonObject, field: string): FieldCause[] {
  const { completions, parallelism, maxFailedIndexes: failed, backoffLimitPerIndex } = spec
  const atMost = (key: string, most: number, detail: string): FieldCause[] =>
    when(
      numberOf(spec[key]) > most,
      invalidValue(`${field}.${key}`, spec[key], `must be less than or equal to ${detail}`),
    )
  const many = numberOf(completions) > soft && isSet(backoffLimitPerIndex)
  const above = `when completions are above ${soft} and used with backoff limit per index`
  return [
    ...when(!isSet(completions), requiredValue(`${field}.completions`, 'when completion mode is Indexed')),
    ...atMost('parallelism', soft, `${soft} when completion mode is Indexed`),
    ...(isSet(completions) ? atMost('maxFailedIndexes', numberOf(completions), 'completions') : []),
    ...atMost('maxFailedIndexes', soft, String(soft)),
    ...(many
      ? [
          ...when(
            !isSet(failed),
            requiredValue(`${field}.maxFailedIndexes`, `must be specified when completions is above ${soft}`),
          ),
          ...(isSet(parallelism) ? atMost('parallelism', high, `${high} ${above}`) : []),
          ...atMost('maxFailedIndexes', high, `${high} ${above}`),
        ]
      : []),
  ]
}

function succeeds(spec: JsonObject, field: string): FieldCause[] {
  const { successPolicy: policy } = spec
  if (!isObject(policy)) return []
  if (spec.completionMode === 'Indexed') return successPolicy(policy, spec, field)
  return [invalidPrinted(field, printGo('SuccessPolicy', policy), 'requires indexed completion mode')]
}

function replacement(spec: JsonObject, field: string): FieldCause[] {
  const known = isObject(spec.podFailurePolicy) ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
  return optionalOneOf(spec.podReplacementPolicy, field, known)
}

function restartPolicy(spec: JsonObject, field: string): FieldCause[] {
  const policy = textOf(fieldsOf(fieldsOf(spec.template).spec).restartPolicy)
  if (policy === '' || policy === 'Always') {
    return [requiredValue(field, 'valid values: "OnFailure", "Never"')]
  }
  if (policy !== 'OnFailure' && policy !== 'Never') return oneOf(policy, field, ['OnFailure', 'Never'])
  const detail = 'only "Never" is supported when podFailurePolicy is specified'
  const restarts = isObject(spec.podFailurePolicy) && policy !== 'Never'
  return when(restarts, invalidValue(field, policy, detail))
}

/** What a job keeps for its life. */
function jobChanges(spec: JsonObject, live: KubeObject): FieldCause[] {
  const old = fieldsOf(live.spec)
  const fixed = (key: string, type: string): FieldCause[] => {
    const same = sameJson(spec[key] ?? null, old[key] ?? null)
    const shown = isSet(spec[key]) ? printGo(type, spec[key]) : 'null'
    return when(!same, invalidPrinted(`spec.${key}`, shown, 'field is immutable'))
  }
  return [
    ...completionChanges(spec, old),
    ...immutableSelector(spec.selector, old.selector, 'spec.selector'),
    ...templateChanges(spec, live),
    ...immutable(spec.completionMode, old.completionMode, 'spec.completionMode'),
    ...fixed('podFailurePolicy', 'PodFailurePolicy'),
    ...immutable(spec.backoffLimitPerIndex, old.backoffLimitPerIndex, 'spec.backoffLimitPerIndex'),
    ...immutable(spec.managedBy, old.managedBy, 'spec.managedBy'),
    ...fixed('successPolicy', 'SuccessPolicy'),
  ]
}

function completionChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const { completions, parallelism } = spec
  const field = 'spec.completions'
  if (spec.completionMode !== 'Indexed') return immutable(completions, old.completions, field)
  if (completions === old.completions || !isSet(completions)) return []
  const detail = 'can only be modified in tandem with spec.parallelism'
  return when(completions !== parallelism, invalidValue(field, completions, detail))
}

/** A suspended job without pods can still be told where and with how much its pods will run. */
function templateChanges(spec: JsonObject, live: KubeObject): FieldCause[] {
  const old = fieldsOf(live.spec)
  const template = internalTemplate(spec.template)
  const idle = old.suspend === true && isIdle(live.status)
  const before = internalTemplate(idle ? movedTemplate(spec, old) : old.template)
  if (!idle) {
    return fixedValue('PodTemplateSpec', template, before, 'spec.template')
  }
  const resized = { ...fieldsOf(before.spec), ...resources(fieldsOf(template.spec), fieldsOf(before.spec)) }
  return fixedValue('PodSpec', template.spec, resized, 'spec.template.spec')
}

function isIdle(value: unknown): boolean {
  const { startTime, conditions, active } = fieldsOf(value)
  const suspended = objectsOf(conditions).some(
    ({ type, status }) => type === 'Suspended' && status === 'True',
  )
  return (!isSet(startTime) || suspended) && numberOf(active) === 0
}

function fixedValue(type: string, value: unknown, old: unknown, field: string): FieldCause[] {
  const same = sameJson(goValue(type, value), goValue(type, old))
  return when(!same, invalidPrinted(field, printGo(type, value), 'field is immutable'))
}

function resources(spec: JsonObject, old: JsonObject): JsonObject {
  const resized = (key: string): JsonObject[] => {
    const [list, before] = [objectsOf(spec[key]), objectsOf(old[key])]
    if (list.length !== before.length) return before
    return before.map((container, index) => {
      const next = list[index]
      return next?.name === container.name ? { ...container, resources: next?.resources } : container
    })
  }
  return { containers: resized('containers'), initContainers: resized('initContainers') }
}

const directives = ['nodeSelector', 'tolerations', 'schedulingGates']

function movedTemplate(spec: JsonObject, old: JsonObject): JsonObject {
  const [next, before] = [fieldsOf(spec.template), fieldsOf(old.template)]
  const [own, last] = [fieldsOf(next.spec), fieldsOf(before.spec)]
  const affinity = { ...fieldsOf(last.affinity), nodeAffinity: fieldsOf(own.affinity).nodeAffinity }
  const none = Object.values(affinity).every((value) => !isObject(value))
  const { annotations, labels } = fieldsOf(next.metadata)
  return {
    ...before,
    metadata: { ...fieldsOf(before.metadata), annotations, labels },
    spec: {
      ...last,
      ...Object.fromEntries(directives.map((key) => [key, own[key]])),
      affinity: none && !isObject(own.affinity) ? undefined : affinity,
    },
  }
}
