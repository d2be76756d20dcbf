import type { Project } from '#api/kinds/project.ts'
import { forbiddenValue, notFoundValue, requiredValue, type FieldCause } from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import { mayCreateFor, type Owner } from '#server/gateway/may.ts'
import { refused, type Change } from './refused.ts'

/** What belongs to somebody in a project. */
interface Owned {
  metadata: { name: string }
  spec: { owner?: Owner | undefined }
}

/** Throws 403 where somebody may not make it belong to whom it names. */
export function checkOwner(change: Change<Owned>, { metadata: { name: project } }: Project): void {
  const { identity, after } = change
  if (!changesOwner(change)) return
  const { allowed, reason } = mayCreateFor(identity, project, after.spec.owner)
  if (!allowed) throw refused(change, after.metadata.name, 'spec.owner', reason)
}

/** What keeps whom it names from owning it. */
export function ownerProblems(change: Change<Owned>, ownerIsThere: boolean): FieldCause[] {
  if (!changesOwner(change)) return []
  const { user = '', team = '' } = change.after.spec.owner ?? {}
  if (user === '' && team === '') return [requiredValue('spec.owner', 'name a user or a team')]
  if (user !== '' && team !== '') return [forbiddenValue('spec.owner.team', 'the owner is a user or a team')]
  const field = user === '' ? 'spec.owner.team' : 'spec.owner.user'
  return ownerIsThere ? [] : [notFoundValue(field, user === '' ? team : user)]
}

function changesOwner({ before, after }: Change<Owned>): boolean {
  return before === undefined || !sameJson(before.spec.owner ?? null, after.spec.owner ?? null)
}
