import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import type { Project } from '#api/kinds/project.ts'
import { may } from '#server/gateway/may.ts'
import { infoOf } from './entity-info.ts'
import { objectOf, type AskedPart } from './subresource.ts'

/** `GET clusters/{c}/members`: the people and teams who see a cluster, as far as one sees them. */
export async function clusterMembers(asked: AskedPart) {
  const { directory } = asked.context
  const { identity } = asked.admitted.caller
  const cluster = await objectOf(asked, directory.clusters, clusterKind)
  const teams = teamsOf(cluster, [...directory.projects.values()])
  return {
    teams: [...directory.teams.values()]
      .filter((team) => teams.has(team.metadata.name) && may(identity, 'get', 'teams', team).allowed)
      .map((team) => ({ info: infoOf(team) })),
    users: [...directory.users.values()]
      .filter((user) => {
        const who = directory.identity(user.metadata.name)
        const sees = who !== undefined && may(who, 'get', 'clusters', cluster).allowed
        return sees && may(identity, 'get', 'users', user).allowed
      })
      .map((user) => ({ info: infoOf(user) })),
  }
}

/** Teams that own a cluster, are named by it, or are in a project that allows it. */
function teamsOf({ metadata, spec }: Cluster, projects: readonly Project[]): Set<string> {
  const allows = (project: Project) =>
    (project.spec.allowedClusters ?? []).some(({ name }) => name === '*' || name === metadata.name)
  const members = projects
    .filter(allows)
    .flatMap((project) => [
      project.spec.owner?.team ?? '',
      ...(project.spec.members ?? []).filter(({ kind }) => kind === 'Team').map(({ name = '' }) => name),
    ])
  const named = (spec.access ?? []).flatMap((rule) => rule.teams ?? [])
  return new Set([spec.owner?.team ?? '', ...named, ...members])
}
