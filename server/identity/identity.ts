import type { Project } from '#api/kinds/project.ts'
import type { User } from '#api/kinds/user.ts'
import { adminRole } from '#api/fields.ts'
import type { Memberships, ProjectRole } from './memberships.ts'

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
  /** What one is in the projects that one is a member of, by their names. */
  roles: ReadonlyMap<string, ProjectRole>
  /** Whether one is admin of any project. */
  leads: boolean
  /** What one's projects allow. */
  reach: Reach
}

/** Names of what projects allow their members, by plural; `*` among them is all there are. */
export type Reach = Readonly<
  Record<'clusters' | 'spacetemplates' | 'virtualclustertemplates', ReadonlySet<string>>
>

/** What platform administrators are in, wherever Kubernetes decides. */
export const adminGroup = 'loft:admins'

export function subjectOf(user: string): string {
  return `loft:user:${user}`
}

/**
 * Who somebody is: groups come from objects an administrator wrote, never from words of the person's own,
 * and none of them can begin with `system:`.
 */
export function identityOf(user: User, memberships: Memberships): Identity {
  const mine = memberships.teamsOf(user)
  const names = mine.map((team) => team.metadata.name).sort()
  const projects = memberships.projectsOf(user.metadata.name, names)
  const held = [user, ...mine].flatMap(({ spec }) => spec.clusterRoles ?? [])
  const admin = held.some(({ name }) => name === adminRole)
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
    roles: new Map(projects.map(({ project, role }) => [project.metadata.name, role])),
    leads: projects.some(({ role }) => role === 'admin'),
    reach: reachOf(projects.map(({ project }) => project)),
  }
}

function reachOf(projects: readonly Project[]): Reach {
  const templates = projects.flatMap(({ spec }) => spec.allowedTemplates ?? [])
  const ofKind = (kind: string) => namesIn(templates.filter((template) => template.kind === kind))
  return {
    clusters: namesIn(projects.flatMap(({ spec }) => spec.allowedClusters ?? [])),
    spacetemplates: ofKind('SpaceTemplate'),
    virtualclustertemplates: ofKind('VirtualClusterTemplate'),
  }
}

function namesIn(references: readonly { name?: string | undefined }[]): ReadonlySet<string> {
  return new Set(references.flatMap(({ name }) => name ?? []).sort())
}

/** Equal exactly when two identities of one user are the same wherever Kubernetes decides. */
export function sameGroups(a: Identity, b: Identity): boolean {
  return a.uid === b.uid && a.groups.join() === b.groups.join()
}

/** Equal exactly when nothing is known of the one that is not known of the other. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return whole(a) === whole(b)
}

function whole({ roles, reach, ...rest }: Identity): string {
  return JSON.stringify([rest, [...roles], Object.values(reach).map((names) => [...names])])
}

/** Equal exactly when two identities of one user see the same of a kind, as far as that follows from who they are. */
export function viewOf(identity: Identity, plural: string): string {
  const { uid, groups, admin, colleagues, leads, roles, reach } = identity
  return JSON.stringify([uid, groups, ...ofKind()])

  function ofKind(): unknown[] {
    if (admin) return []
    if (plural === 'teams') return [leads]
    if (plural === 'users') return [leads, colleagues]
    if (plural === 'clusters' || plural === 'spacetemplates' || plural === 'virtualclustertemplates')
      return [...reach[plural]]
    return [...roles]
  }
}
