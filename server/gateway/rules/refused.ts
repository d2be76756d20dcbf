import type { Kind } from '#api/kind.ts'
import type { FieldCause } from '#kube/causes.ts'
import { forbidden, invalid, type StatusError } from '#kube/status.ts'
import type { Identity } from '#server/identity/identity.ts'

/** What a body would make of an object. */
export interface Change<T> {
  kind: Kind
  identity: Identity
  /** The object as it is; undefined where it is to be made. */
  before: T | undefined
  after: T
}

/** 403 for a field that somebody may not write, saying what that takes. */
export function refused(
  { kind, identity }: Change<unknown>,
  name: string,
  field: string,
  why: string,
): StatusError {
  const { group, plural } = kind
  return forbidden({ group, plural, name }, `User "${identity.subject}" cannot set ${field}: ${why}`)
}

/** Throws 422 where anything is wrong. */
export function checkCauses({ group, kind }: Kind, name: string, causes: readonly FieldCause[]): void {
  if (causes.length > 0) throw invalid({ group, kind, name }, causes)
}
