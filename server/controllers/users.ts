import type { Team } from '#api/kinds/team.ts'
import { user, type User } from '#api/kinds/user.ts'
import { compareText } from '#kube/compare-text.ts'
import { sameJson } from '#kube/json.ts'
import { membershipsOf, type Memberships } from '#server/identity/memberships.ts'
import type { ControllerContext, Running } from './context.ts'
import { startController } from './controller.ts'
import { writeStatus } from './objects.ts'

/** Keeps `status.teams` of all users: the names of their teams, sorted. */
export function startUsers({ client, directory, report }: ControllerContext): Running {
  let memberships: Memberships | undefined

  function teamsOf(found: User): string[] {
    memberships ??= membershipsOf(directory.teams.values(), [])
    return memberships
      .teamsOf(found)
      .map(({ metadata }) => metadata.name)
      .sort(compareText)
  }

  const controller = startController({
    name: 'users',
    report,
    async reconcile(name) {
      const found = directory.users.get(name)
      if (found === undefined) return
      await writeStatus(client, user, found, { ...found.status, teams: teamsOf(found) })
    },
  })

  /** Asks for those of whom something else is said than holds. */
  function look(users: Iterable<User>): void {
    for (const found of users) {
      if (!sameJson(found.status?.teams ?? [], teamsOf(found))) controller.enqueue(found.metadata.name)
    }
  }

  const unsubscribe = directory.subscribe((change) => {
    if (change.kind === 'User' && change.after !== undefined) look([change.after])
    if (change.kind !== 'Team' || sameJson(membersOf(change.before), membersOf(change.after))) return
    memberships = undefined
    look(directory.users.values())
  })
  look(directory.users.values())
  return {
    stop() {
      unsubscribe()
      return controller.stop()
    },
  }
}

function membersOf(team: Team | undefined): unknown {
  return { users: team?.spec.users ?? [], groups: team?.spec.groups ?? [] }
}
