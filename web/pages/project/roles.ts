import type { Member, Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { visible } from '#web/ui/visible.ts'

/** What a member may do in a project, the most first. */
export type Role = 'admin' | 'user' | 'viewer'

export const roleWords: Readonly<Record<Role, string>> = { admin: 'Admin', user: 'User', viewer: 'Viewer' }

export const roleMeanings: Readonly<Record<Role, string>> = {
  admin: 'decides who is a member and reaches everything that is in the project.',
  user: 'makes spaces and virtual clusters, and uses their own and those of their teams.',
  viewer: 'sees the project, its quotas and members, and what is shown to them.',
}

const strength: Readonly<Record<Role, number>> = { admin: 2, user: 1, viewer: 0 }

/** The role that an entry gives; a name of a role that is not known gives the least. */
function roleOf({ clusterRole }: Pick<Member, 'clusterRole'>): Role {
  if (clusterRole === 'loft-management-project-admin') return 'admin'
  return clusterRole === 'loft-management-project-user' ? 'user' : 'viewer'
}

/** Everybody who takes part in a project: whom it names, and who comes with a team. */
export interface MemberRow {
  metadata: { name: string; uid: string }
  kind: 'User' | 'Team' | 'Everybody'
  title: string
  /** Whether the person may look at whom or what the row names. */
  seen: boolean
  /** The strongest of what they have. */
  role: Role
  /** How they come by it. */
  from: string[]
  /** The role that the project itself gives them by name, whatever else they have. */
  named?: Role
}

/** Display names of members whom the person may not look at. */
export interface Introduced {
  User: ReadonlyMap<string, string>
  Team: ReadonlyMap<string, string>
}

/** What people and teams are called: as the person sees them, or else as a project introduces them. */
export function namesOf(
  users: readonly User[],
  teams: readonly Team[],
  introduced: Introduced,
): (kind: 'User' | 'Team', name: string) => string {
  const seen = { User: titlesOf(users), Team: titlesOf(teams) }
  return (kind, name) => seen[kind].get(name) ?? introduced[kind].get(name) ?? visible(name)
}

/** The members of a project, each once. People of teams that the person may not see are not known. */
export function membersOf(
  { spec }: Pick<Project, 'spec'>,
  users: readonly User[],
  teams: readonly Team[],
  introduced: Introduced,
): MemberRow[] {
  const seen = { User: namesIn(users), Team: namesIn(teams) }
  const titleIn = namesOf(users, teams, introduced)
  const rows = new Map<string, MemberRow>()
  function add(kind: MemberRow['kind'], { name, role, from, named }: Omit<Entry, 'kind'>): void {
    const uid = `${kind}/${name}`
    const known = rows.get(uid)
    if (known === undefined) {
      const title = kind === 'Everybody' ? 'Everybody who is signed in' : titleIn(kind, name)
      const isSeen = kind !== 'Everybody' && seen[kind].has(name)
      const row: MemberRow = { metadata: { name, uid }, kind, title, seen: isSeen, role, from: [from] }
      rows.set(uid, named === undefined ? row : { ...row, named })
      return
    }
    if (named !== undefined && strength[named] >= strength[known.named ?? 'viewer']) known.named = named
    if (strength[role] > strength[known.role]) known.role = role
    known.from.push(from)
  }
  for (const entry of entriesOf(spec)) {
    const { kind, name, role } = entry
    add(name === '*' ? 'Everybody' : kind, entry)
    if (kind !== 'Team') continue
    const people = teams.find(({ metadata }) => metadata.name === name)?.spec.users ?? []
    for (const person of people) add('User', { name: person, role, from: `team ${titleIn('Team', name)}` })
  }
  return [...rows.values()]
}

interface Entry {
  kind: 'User' | 'Team'
  name: string
  role: Role
  from: string
  named?: Role
}

function entriesOf({ owner, members = [] }: Project['spec']): Entry[] {
  const owners = (['user', 'team'] as const).flatMap((of): Entry[] => {
    const name = owner?.[of] ?? ''
    return name === '' ? [] : [{ kind: of === 'user' ? 'User' : 'Team', name, role: 'admin', from: 'owner' }]
  })
  const named = members.map((member): Entry => ({
    kind: member.kind === 'Team' ? 'Team' : 'User',
    name: member.name ?? '',
    role: roleOf(member),
    named: roleOf(member),
    from: 'named in the project',
  }))
  return [...owners, ...named].filter(({ name }) => name !== '')
}

/** The role that somebody has in a project; undefined for who is no member. */
export function roleIn(
  { spec }: Pick<Project, 'spec'>,
  me: { user?: string | undefined; teamNames: readonly string[] },
): Role | undefined {
  const mine = entriesOf(spec).filter(
    ({ kind, name }) => name === '*' || (kind === 'User' ? name === me.user : me.teamNames.includes(name)),
  )
  return mine.map(({ role }) => role).sort((one, other) => strength[other] - strength[one])[0]
}

function namesIn(objects: readonly (User | Team)[]): Set<string> {
  return new Set(objects.map(({ metadata }) => metadata.name))
}

function titlesOf(objects: readonly (User | Team)[]): Map<string, string> {
  return new Map(objects.map((object) => [object.metadata.name, titleOf(object)]))
}
