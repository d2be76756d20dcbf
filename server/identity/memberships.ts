import type { Member, Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'

/** What somebody is in a project; the strongest of all that are given counts. */
export type ProjectRole = 'admin' | 'user' | 'viewer'

/** A project and what somebody is in it. */
export interface Membership {
  project: Project
  role: ProjectRole
}

/** Teams and projects by their members, so that who somebody is takes a look at their own alone. */
export interface Memberships {
  teamsOf(user: User): Team[]
  /** Sorted by name; `teams` are the names of the teams that the user is in. */
  projectsOf(user: string, teams: readonly string[]): Membership[]
}

const strength: Record<ProjectRole, number> = { admin: 2, user: 1, viewer: 0 }

/** How much somebody may with a role, to compare it with another; least where they have none. */
export function strengthOf(role: ProjectRole | undefined): number {
  return role === undefined ? -1 : strength[role]
}

/** Anything else that a member is given lets them look. */
const roleNames: Record<string, ProjectRole | undefined> = {
  'loft-management-project-admin': 'admin',
  'loft-management-project-user': 'user',
}

export function membershipsOf(teams: Iterable<Team>, projects: Iterable<Project>): Memberships {
  const teamsBy = new Map<string, Team[]>()
  for (const team of teams) {
    const { users = [], groups = [] } = team.spec
    for (const user of users) add(teamsBy, `user/${user}`, team)
    for (const group of groups) add(teamsBy, `group/${group}`, team)
  }
  const projectsBy = new Map<string, Membership[]>()
  for (const project of projects) {
    const { owner, members = [] } = project.spec
    if (owner?.user !== undefined) add(projectsBy, `user/${owner.user}`, { project, role: 'admin' })
    if (owner?.team !== undefined) add(projectsBy, `team/${owner.team}`, { project, role: 'admin' })
    for (const member of members) {
      const who = whoIs(member)
      const role = roleNames[member.clusterRole ?? ''] ?? 'viewer'
      if (who !== undefined) add(projectsBy, who, { project, role })
    }
  }
  return {
    teamsOf({ metadata, spec }) {
      const groups = [...(spec.groups ?? []), ...(spec.ssoGroups ?? [])]
      const keys = [`user/${metadata.name}`, ...groups.map((group) => `group/${group}`)]
      return [...new Set(keys.flatMap((key) => teamsBy.get(key) ?? []))]
    },
    projectsOf(user, teamNames) {
      const keys = [everybody, `user/${user}`, ...teamNames.map((team) => `team/${team}`)]
      return strongest(keys.flatMap((key) => projectsBy.get(key) ?? []))
    },
  }
}

const everybody = 'everybody'

/** Under which key a member is found; undefined for one that names nobody. */
function whoIs({ kind, name = '' }: Member): string | undefined {
  if (name === '*') return everybody
  if (name === '') return undefined
  if (kind === 'Team') return `team/${name}`
  return kind === 'User' ? `user/${name}` : undefined
}

/** One membership a project, in the order of their names. */
function strongest(memberships: readonly Membership[]): Membership[] {
  const found = new Map<string, Membership>()
  for (const membership of memberships) {
    const { name } = membership.project.metadata
    const before = found.get(name)
    if (before === undefined || strengthOf(membership.role) > strengthOf(before.role))
      found.set(name, membership)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, membership]) => membership)
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const found = index.get(key)
  if (found === undefined) index.set(key, [value])
  else found.push(value)
}
