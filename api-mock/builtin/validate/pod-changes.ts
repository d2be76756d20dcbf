import { type FieldCause, forbiddenValue, invalidPrinted, invalidValue } from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { when } from './checks.ts'
import { internalPodSpec, prettyGo, printGo } from './go-print.ts'
import { lineDiff } from './line-diff.ts'
import { entriesOf, objectsOf } from './reading.ts'

const changeable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]

/**
 * What else changed in a pod's spec than may change. The message shows the difference of the two specs as Go
 * prints them, without the changes that are allowed.
 */
export function changedSpec(spec: JsonObject, old: JsonObject, field: string): FieldCause[] {
  // Almost every update is of something else; printing two specs is most of what such a one would cost.
  if (sameJson(spec, old)) return []
  const gated = objectsOf(old.schedulingGates).length > 0
  const settled = { ...spec, ...settledFields(spec, old), ...(gated ? gatedFields(spec, old) : {}) }
  const [before, after] = [print(old), print(settled)]
  const detail = `pod updates may not change fields other than ${changeable.join(',')}`
  return [
    ...(gated ? gatedChanges(spec, old, field) : []),
    ...when(before !== after, forbiddenValue(field, `${detail}\n${lineDiff(before, after)}`)),
  ]
}

function print(spec: JsonObject): string {
  return prettyGo('PodSpec', internalPodSpec(spec))
}

/** The fields that may change, set back. */
function settledFields(spec: JsonObject, old: JsonObject): JsonObject {
  const grace = 'terminationGracePeriodSeconds'
  const repaired = numberOf(old[grace]) < 0 && spec[grace] === 1
  return {
    containers: withImages(spec.containers, old.containers),
    initContainers: withImages(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    ...(repaired ? { [grace]: old[grace] } : {}),
  }
}

function withImages(list: unknown, old: unknown): JsonObject[] {
  return objectsOf(list).map((container, index) => ({
    ...container,
    image: objectsOf(old)[index]?.image,
  }))
}

/** Before a pod may be scheduled, it can still be told where. */
function gatedFields(spec: JsonObject, old: JsonObject): JsonObject {
  const nodeAffinity = fieldsOf(old.affinity).nodeAffinity
  const merged = { ...fieldsOf(spec.affinity), nodeAffinity }
  const none = Object.values(merged).every((value) => !isObject(value))
  const affinity = none && !isObject(old.affinity) ? undefined : merged
  return { nodeSelector: old.nodeSelector, affinity }
}

function gatedChanges(spec: JsonObject, old: JsonObject, field: string): FieldCause[] {
  const selector = new Map(entriesOf(spec.nodeSelector))
  const kept = entriesOf(old.nodeSelector).every(([key, value]) => selector.get(key) === value)
  const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
  return [
    ...when(!kept, invalidValue(`${field}.nodeSelector`, fieldsOf(spec.nodeSelector), detail)),
    ...affinityChanges(spec, old, `${field}.affinity.nodeAffinity`),
  ]
}

const mustHold = 'requiredDuringSchedulingIgnoredDuringExecution'

/** Terms may get more conditions, and none may go. */
function affinityChanges(spec: JsonObject, old: JsonObject, field: string): FieldCause[] {
  const [after, before] = [spec, old].map(({ affinity }) => {
    const { nodeAffinity } = fieldsOf(affinity)
    return objectsOf(fieldsOf(fieldsOf(nodeAffinity)[mustHold]).nodeSelectorTerms)
  })
  if (before === undefined || after === undefined || before.length === 0) return []
  const path = `${field}.${mustHold}.nodeSelectorTerms`
  if (before.length !== after.length) {
    const detail = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'
    return [invalidPrinted(path, printGo('NodeSelectorTerm', after), detail)]
  }
  const detail = 'only additions are allowed (no mutations or deletions)'
  return before.flatMap((term, index) => {
    const next = after[index] ?? {}
    const shown = printGo('NodeSelectorTerm', next)
    return when(!hasOnlyMore(next, term), invalidPrinted(`${path}[${index}]`, shown, detail))
  })
}

function hasOnlyMore(term: JsonObject, old: JsonObject): boolean {
  const keys = ['matchExpressions', 'matchFields']
  if (keys.every((key) => objectsOf(old[key]).length === 0)) {
    return keys.every((key) => objectsOf(term[key]).length === 0)
  }
  return keys.every((key) => {
    const known = objectsOf(old[key])
    return sameJson(objectsOf(term[key]).slice(0, known.length), known)
  })
}
