import type { Self } from '#api/self.ts'

export interface Who {
  /** Names the person where something is kept for them, such as drafts. */
  username: string
  /** The name of the user object; undefined for a key that acts as a team. */
  user?: string
  displayName: string
  email?: string
  teams: string[]
  /** Names of the team objects. */
  teamNames: string[]
  isAdmin: boolean
}

/** The group that may do everything on the management API. */
const adminGroup = 'loft:admins'

/** The person behind the session, in the words of the console. */
export function who({ status }: Self): Who {
  const entity = status.user ?? status.team
  const username = entity?.username ?? entity?.name ?? status.subject
  return {
    username,
    ...(status.user?.name === undefined ? {} : { user: status.user.name }),
    displayName: nonEmpty(entity?.displayName) ?? username,
    ...(nonEmpty(entity?.email) === undefined ? {} : { email: entity?.email ?? '' }),
    teams: (status.user?.teams ?? []).map((team) => nonEmpty(team.displayName) ?? team.name ?? ''),
    teamNames: (status.user?.teams ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])),
    isAdmin: status.groups.includes(adminGroup),
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
