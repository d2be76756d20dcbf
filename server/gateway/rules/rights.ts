import { isObject, sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { areUsed } from '#server/gateway/bodies.ts'
import { may } from '#server/gateway/may.ts'
import { refused, type Change } from './refused.ts'

/** What says who may do what with an object. */
const giving = ['owner', 'access', 'extraAccessRules'] as const

/**
 * Throws 403 where a change of an object would do by the way what whoever makes it may not do: give rights, to
 * themselves first of all, that they do not have; or have it deleted, which the garbage collector does with
 * what belongs to nothing that is there.
 */
export function checkGiven(change: Change<KubeObject>): void {
  const { kind, identity, before, after } = change
  if (before === undefined || identity.admin) return
  const { name } = before.metadata
  const mayDo = (verb: string) => may(identity, verb, kind.plural, before).allowed
  const [ownersBefore, owners] = [before, after].map(({ metadata }) => metadata.ownerReferences ?? [])
  if (!sameJson(ownersBefore, owners) && !mayDo('delete'))
    throw refused(change, name, 'metadata.ownerReferences', 'it could be deleted by them')
  const field = giving.find((each) => !sameJson(saidOf(before, each), saidOf(after, each)))
  const verbs = ['update', 'patch', 'delete', ...(areUsed(kind.plural) ? ['use'] : [])]
  if (field === undefined || verbs.every(mayDo)) return
  throw refused(change, name, `spec.${field}`, 'only who has all rights to it gives some to others')
}

function saidOf({ spec }: KubeObject, field: string): unknown {
  return (isObject(spec) ? spec[field] : undefined) ?? null
}
