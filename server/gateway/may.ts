import type { Team } from '#api/kinds/team.ts'
import type { Identity } from '#server/identity/identity.ts'

/** A decision with the reason that is shown to whoever asks why. */
export interface Decision {
  allowed: boolean
  reason: string
}

/** The parts of a stored object that a decision looks at. */
export interface Judged {
  kind: string
  metadata: { name: string }
  spec?: { owner?: Team['spec']['owner']; access?: Team['spec']['access'] }
}

const yes = (reason: string): Decision => ({ allowed: true, reason })
const no = (reason: string): Decision => ({ allowed: false, reason })

/**
 * The one place that decides on the management API: may this person do this to that object? Pure; what it
 * looks at is in its arguments. Without an object the question is about a kind as a whole. Reading follows
 * from who one is, what one owns and what was shared; changing teams and users is an administrator's, since
 * both carry roles and memberships.
 */
export function may(identity: Identity, verb: string, plural: string, object?: Judged): Decision {
  if (identity.admin) return yes('is a platform administrator')
  if (verb !== 'get' && verb !== 'list' && verb !== 'watch') {
    return no(`needs the verb "${verb}" on ${plural}, which platform administrators have`)
  }
  if (object === undefined) {
    return verb === 'get'
      ? no(`needs to be a member, the owner, or named in the access list`)
      : yes('sees what is shared with them')
  }
  const { name } = object.metadata
  if (object.kind === 'User' && name === identity.user) return yes('is this user')
  if (object.kind === 'User' && identity.colleagues.includes(name)) return yes('is in a team with them')
  if (object.kind === 'Team' && identity.teams.includes(name)) return yes('is a member of this team')
  return shared(identity, verb, object)
}

function shared(identity: Identity, verb: string, { spec }: Judged): Decision {
  const { owner, access = [] } = spec ?? {}
  if (owner?.user === identity.user) return yes('owns it')
  if (owner?.team !== undefined && identity.teams.includes(owner.team))
    return yes(`is in team ${owner.team}, which owns it`)
  const rule = access.find(
    ({ verbs, users = [], teams = [], subresources }) =>
      subresources === undefined &&
      (verbs.includes('*') || verbs.includes(verb)) &&
      (users.includes('*') ||
        users.includes(identity.user) ||
        teams.some((team) => team === '*' || identity.teams.includes(team))),
  )
  return rule === undefined
    ? no('needs to be a member, the owner, or named in the access list')
    : yes(`access rule ${rule.name ?? ''} names them`.replace('  ', ' '))
}
