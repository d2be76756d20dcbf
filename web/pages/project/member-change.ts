import type { Member, Project } from '#api/kinds/project.ts'
import { counted } from '#web/ui/name-words.ts'
import { roleIn, roleWords, type Role } from './roles.ts'

/** A person or a team by name; the name `*` is everybody. */
export interface MemberName {
  kind: 'User' | 'Team'
  name: string
}

/** The members with this one in a role, once; without them where there is none. */
export function withMember(
  members: readonly Member[] = [],
  who: MemberName,
  role: Role | undefined,
): Member[] {
  const isWho = (member: Member): boolean =>
    (member.kind === 'Team' ? 'Team' : 'User') === who.kind && member.name === who.name
  const at = members.findIndex(isWho)
  if (role === undefined) return members.filter((member) => !isWho(member))
  const entry: Member = {
    ...(at === -1 ? { kind: who.kind, group: 'storage.loft.sh', name: who.name } : members[at]),
    clusterRole: `loft-management-project-${role}`,
  }
  if (at === -1) return [...members, entry]
  return members.flatMap((member, index) => (index === at ? [entry] : isWho(member) ? [] : [member]))
}

interface Asked {
  project: Project
  who: MemberName
  /** The teams that a person is in. */
  teamNames: readonly string[]
  /** The role they are to have by name; undefined takes it away. */
  role: Role | undefined
  /** How many spaces and virtual clusters are in the project, and how many of them are theirs. */
  all: number
  own: number
}

/** What a change makes of what somebody may do, in words. */
export interface Consequences {
  before: Role | undefined
  after: Role | undefined
  gains: string[]
  losses: string[]
  /** Where the change alone is not what counts. */
  note?: string
}

const ranks: readonly Role[] = ['viewer', 'user', 'admin']

export function consequences({ project, who, teamNames, role, all, own }: Asked): Consequences {
  const changed = { spec: { ...project.spec, members: withMember(project.spec.members, who, role) } }
  const me = who.kind === 'Team' ? { teamNames: [who.name] } : { user: who.name, teamNames }
  const before = roleIn(project, me)
  const after = roleIn(changed, me)
  const rankOf = (each: Role | undefined): number => (each === undefined ? -1 : ranks.indexOf(each))
  const [from, to] = [rankOf(before), rankOf(after)]
  const counts = { all, own }
  const note =
    after !== undefined && after !== role
      ? `${roleWords[after]} is what they have through ${who.kind === 'Team' ? 'ownership or everybody’s role' : 'a team, ownership or everybody’s role'}, and the strongest role counts.`
      : undefined
  return {
    before,
    after,
    gains: ranks.slice(from + 1, to + 1).map((each) => gains[each](counts)),
    losses: ranks.slice(to + 1, from + 1).map((each) => losses[each](counts)),
    ...(note === undefined ? {} : { note }),
  }
}

interface Counts {
  all: number
  own: number
}

const things = (count: number): string =>
  counted(count, 'space and virtual cluster').replace('space and', count === 1 ? 'space or' : 'spaces and')

const gains: Readonly<Record<Role, (counts: Counts) => string>> = {
  viewer: () => 'See the project, its members and its quotas, and what is shared with them.',
  user: () => 'Make spaces and virtual clusters from its templates, within its quotas.',
  admin: ({ all }) =>
    `Reach ${all === 0 ? 'everything that will be in it' : `all ${things(all)} in it`}, and decide who is a member.`,
}

const losses: Readonly<Record<Role, (counts: Counts) => string>> = {
  viewer: ({ own }) =>
    own === 0
      ? 'The project disappears for them, with all that was shared with them there.'
      : `The project disappears for them; ${things(own)} of theirs stay, and open nothing for them any more.`,
  user: () => 'They can make no more spaces and virtual clusters.',
  admin: () => 'They no longer reach what others own in it, nor decide who is a member.',
}
