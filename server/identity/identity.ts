import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { adminRole } from '#api/fields.ts'

/** Who is asking, as far as rights go. */
export interface Identity {
  /** Name of the User object. */
  user: string
  uid: string
  /** The name in Kubernetes' RBAC and in audit lines: loft:user:{name}. */
  subject: string
  groups: string[]
  /** Names of the teams, sorted. */
  teams: string[]
  admin: boolean
  /** Names of the people named in the same teams, sorted, without oneself. */
  colleagues: string[]
}

/** What platform administrators are in, wherever Kubernetes decides. */
export const adminGroup = 'loft:admins'

export function subjectOf(user: string): string {
  return `loft:user:${user}`
}

/** Whether a user belongs to a team: named in it, or in one of its groups. */
export function isMember(team: Team, user: User): boolean {
  const groups = new Set([...(user.spec.groups ?? []), ...(user.spec.ssoGroups ?? [])])
  return (
    (team.spec.users ?? []).includes(user.metadata.name) ||
    (team.spec.groups ?? []).some((group) => groups.has(group))
  )
}

/**
 * Who somebody is: groups come from objects an administrator wrote, never from words of the person's own,
 * and none of them can begin with `system:`.
 */
export function identityOf(user: User, teams: Iterable<Team>): Identity {
  const mine = [...teams].filter((team) => isMember(team, user))
  const names = mine.map((team) => team.metadata.name).sort()
  const roles = [user, ...mine].flatMap(({ spec }) => spec.clusterRoles ?? [])
  const admin = roles.some(({ name }) => name === adminRole)
  const { name, uid = '' } = user.metadata
  return {
    user: name,
    uid,
    subject: subjectOf(name),
    groups: [
      'loft:authenticated',
      subjectOf(name),
      ...names.map((team) => `loft:team:${team}`),
      ...(admin ? [adminGroup] : []),
    ],
    teams: names,
    admin,
    colleagues: [...new Set(mine.flatMap(({ spec }) => spec.users ?? []))]
      .filter((other) => other !== name)
      .sort(),
  }
}

/** Equal exactly when two identities of one user have the same rights by membership and role. */
export function sameRights(a: Identity, b: Identity): boolean {
  return a.uid === b.uid && a.groups.join() === b.groups.join()
}

/** Equal exactly when both see the same people as members of their teams. */
export function sameColleagues(a: Identity, b: Identity): boolean {
  return a.colleagues.join() === b.colleagues.join()
}
