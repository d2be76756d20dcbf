import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { listOf, textOf } from '#server/cluster/fields.ts'
import type { Identity } from '#server/identity/identity.ts'

/** Somebody whom Aerie knows, and whether they may use an instance. */
export interface Known {
  identity: Pick<Identity, 'subject' | 'groups'>
  inside: boolean
}

const everybody = new Set(['loft:authenticated', 'system:authenticated'])

/**
 * The subjects of a binding that somebody made in the namespace of an instance, without those by which people get
 * in who may not use it: they were removed since, or never named where it counts. A group stays where all who are
 * in it may. Programs are no people. Undefined where nobody has to go.
 */
export function insiders({ subjects }: JsonObject, people: readonly Known[]): JsonObject[] | undefined {
  const all = listOf(subjects)
  const kept = all.filter((subject) => staysIn(subject, people))
  return kept.length === all.length ? undefined : kept
}

function staysIn({ kind, name: given }: JsonObject, people: readonly Known[]): boolean {
  const name = textOf(given)
  if (kind === 'User') {
    if (!name.startsWith('loft:')) return true
    return people.some(({ identity, inside }) => inside && identity.subject === name)
  }
  if (kind !== 'Group') return true
  if (everybody.has(name)) return people.every(({ inside }) => inside)
  if (!name.startsWith('loft:')) return true
  const named = people.filter(({ identity }) => identity.groups.includes(name))
  return named.length > 0 && named.every(({ inside }) => inside)
}

/** Whether manifests have a binding, which then is theirs to say. */
export function isAmong(manifests: readonly KubeObject[], { metadata }: KubeObject): boolean {
  return manifests.some((each) => each.kind === 'RoleBinding' && each.metadata.name === metadata.name)
}
