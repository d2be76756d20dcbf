import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { visible } from '#web/ui/visible.ts'

/** What people call the team; its name if they call it nothing else. */
export function titleOf({ metadata, spec }: Team): string {
  return spec.displayName === undefined || spec.displayName === '' ? metadata.name : visible(spec.displayName)
}

/** What people call the user. */
export function userTitle({ metadata, spec }: User): string {
  return spec.displayName === undefined || spec.displayName === '' ? metadata.name : visible(spec.displayName)
}

/** Who answers for the team. */
export function ownerWords({ spec: { owner } }: Team): string | undefined {
  if (owner?.user !== undefined && owner.user !== '') return owner.user
  return owner?.team !== undefined && owner.team !== '' ? `team ${owner.team}` : undefined
}
