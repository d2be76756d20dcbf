import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import type { EntityInfo } from '#api/self.ts'

/** A user or a team in few words. */
export function infoOf({ metadata, spec }: User | Team): EntityInfo {
  return {
    name: metadata.name,
    username: spec.username || metadata.name,
    ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
    ...('email' in spec && spec.email !== undefined ? { email: spec.email } : {}),
    ...('icon' in spec && spec.icon !== undefined ? { icon: spec.icon } : {}),
  }
}
