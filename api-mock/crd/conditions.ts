import type { CrdNames } from '#kube/crd.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { listOf } from '#api-mock/resources/values.ts'
import { specOf } from './definitions.ts'

interface Condition {
  type: string
  status: 'True' | 'False'
  lastTransitionTime: string
  reason: string
  message: string
}

export function isEstablished(crd: KubeObject): boolean {
  return conditionOf(crd, 'Established')?.status === 'True'
}

/** Why the names of a definition cannot be accepted: another one of its group has them. */
export function nameConflict(crd: KubeObject, others: readonly { names: CrdNames }[]): string | undefined {
  const { names } = specOf(crd)
  const taken = new Set(
    others.flatMap(({ names: { plural, singular = '', shortNames = [] } }) => [
      plural,
      singular,
      ...shortNames,
    ]),
  )
  const kinds = new Set(others.flatMap(({ names: { kind, listKind = '' } }) => [kind, listKind]))
  const wanted = [names.plural, names.singular ?? '', ...(names.shortNames ?? [])]
  const resource = wanted.find((name) => name !== '' && taken.has(name))
  if (resource !== undefined) return `"${resource}" is already in use`
  const kind = [names.kind, names.listKind ?? ''].find((name) => name !== '' && kinds.has(name))
  return kind === undefined ? undefined : `"${kind}" is already in use`
}

/** Notes whether the names are accepted; the first time, serving still takes a moment. */
export function withNames(crd: KubeObject, conflict: string | undefined, now: string): KubeObject {
  const { names } = specOf(crd)
  const status = statusOf(crd)
  const accepted = conflict === undefined
  const named = setCondition(crd, {
    type: 'NamesAccepted',
    status: accepted ? 'True' : 'False',
    lastTransitionTime: now,
    reason: accepted ? 'NoConflicts' : 'PluralConflict',
    message: conflict ?? 'no conflicts found',
  })
  const acceptedNames = accepted ? names : status.acceptedNames
  const next = { ...named, status: { ...statusOf(named), acceptedNames } }
  if (isEstablished(crd)) return next
  return setCondition(next, {
    type: 'Established',
    status: 'False',
    lastTransitionTime: now,
    reason: accepted ? 'Installing' : 'NotAccepted',
    message: accepted ? 'the initial names have been accepted' : 'not all names are accepted',
  })
}

/** A definition whose names are accepted is served. */
export function withEstablished(crd: KubeObject, now: string): KubeObject {
  if (isEstablished(crd) || conditionOf(crd, 'NamesAccepted')?.status !== 'True') return crd
  return setCondition(crd, {
    type: 'Established',
    status: 'True',
    lastTransitionTime: now,
    reason: 'InitialNamesAccepted',
    message: 'the initial names have been accepted',
  })
}

function statusOf({ status }: KubeObject): Record<string, unknown> {
  return isObject(status) ? status : {}
}

function conditionsOf(crd: KubeObject): Condition[] {
  const { conditions } = statusOf(crd)
  return listOf(conditions) as unknown as Condition[]
}

function conditionOf(crd: KubeObject, type: string): Condition | undefined {
  return conditionsOf(crd).find((condition) => condition.type === type)
}

/** Sets a condition in its place; its time moves only with its status. */
function setCondition(crd: KubeObject, condition: Condition): KubeObject {
  const conditions = conditionsOf(crd)
  const known = conditions.find(({ type }) => type === condition.type)
  const lastTransitionTime =
    known?.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime
  const set = { ...condition, lastTransitionTime }
  const next =
    known === undefined ? [...conditions, set] : conditions.map((each) => (each === known ? set : each))
  return { ...crd, status: { ...statusOf(crd), conditions: next } }
}
