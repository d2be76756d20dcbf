import type { Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { sameJson } from '#kube/json.ts'
import { identityOf, sameIdentity, type Identity } from './identity.ts'
import { membershipsOf, type Memberships } from './memberships.ts'

/** What identities are made from. */
export interface People {
  users: ReadonlyMap<string, User>
  teams: ReadonlyMap<string, Team>
  projects: ReadonlyMap<string, Project>
}

/** One of them that changed. */
type Change<T> = { before?: T | undefined; after?: T | undefined }

export interface Identities {
  /** Who a user is; undefined if unknown, disabled or on the way out. The same object while nothing changes. */
  of(user: string): Identity | undefined
  userChanged(change: Change<User>): void
  teamChanged(change: Change<Team>): void
  projectChanged(change: Change<Project>): void
}

/** Finds out who somebody is when it is asked for, and remembers it until something changes that it rests on. */
export function openIdentities(people: () => People): Identities {
  const known = new Map<string, { identity: Identity; stale: boolean }>()
  let memberships: Memberships | undefined

  function changed(isTouched: (identity: Identity) => boolean): void {
    memberships = undefined
    for (const found of known.values()) if (isTouched(found.identity)) found.stale = true
  }

  return {
    of(name) {
      const before = known.get(name)
      if (before?.stale === false) return before.identity
      const { users, teams, projects } = people()
      const user = users.get(name)
      if (user === undefined || user.spec.disabled === true || user.metadata.deletionTimestamp !== undefined)
        return undefined
      memberships ??= membershipsOf(teams.values(), projects.values())
      const now = identityOf(user, memberships)
      const identity = before !== undefined && sameIdentity(before.identity, now) ? before.identity : now
      known.set(name, { identity, stale: false })
      return identity
    },
    userChanged({ before, after }) {
      const name = (after ?? before)?.metadata.name ?? ''
      const found = known.get(name)
      if (after === undefined) known.delete(name)
      else if (found !== undefined) found.stale = true
    },
    teamChanged(change) {
      if (!sameJson(...ofBoth(change, membersOf))) changed(() => true)
    },
    // A project's status is written with every instance that comes and goes.
    projectChanged(change) {
      if (sameJson(...ofBoth(change, givenBy))) return
      const { before, after } = change
      const sides = [before, after].flatMap((side) => (side === undefined ? [] : membershipsOf([], [side])))
      changed(({ user, teams }) => sides.some((side) => side.projectsOf(user, teams).length > 0))
    },
  }
}

function ofBoth<T>({ before, after }: Change<T>, part: (object: T) => unknown): [unknown, unknown] {
  return [before === undefined ? null : part(before), after === undefined ? null : part(after)]
}

function membersOf({ spec }: Team): unknown {
  return [spec.users ?? [], spec.groups ?? [], spec.clusterRoles ?? []]
}

function givenBy({ spec }: Project): unknown {
  return [spec.owner ?? {}, spec.members ?? [], spec.allowedClusters ?? [], spec.allowedTemplates ?? []]
}
