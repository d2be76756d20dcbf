import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { admitted, templatesFor } from '#server/gateway/facts.ts'
import { infoOf } from './entity-info.ts'
import { objectOf, type AskedPart } from './subresource.ts'

function projectOf(asked: AskedPart): Promise<Project> {
  return objectOf(asked, asked.context.directory.projects, projectKind)
}

/** `GET projects/{p}/members`: the people and teams that it names, whom choosing an owner is among. */
export async function projectMembers(asked: AskedPart) {
  const { users, teams } = asked.context.directory
  const { spec } = await projectOf(asked)
  const namesOf = (kind: string, owner: string | undefined) =>
    new Set([
      ...(spec.members ?? []).filter((member) => member.kind === kind).map(({ name = '' }) => name),
      owner ?? '',
    ])
  const infos = <T extends Parameters<typeof infoOf>[0]>(all: ReadonlyMap<string, T>, names: Set<string>) =>
    [...names].sort().flatMap((name) => {
      const found = all.get(name)
      return found === undefined ? [] : [{ info: infoOf(found) }]
    })
  return {
    teams: infos(teams, namesOf('Team', spec.owner?.team)),
    users: infos(users, namesOf('User', spec.owner?.user)),
  }
}

/** `GET projects/{p}/templates`: those that it allows, whole, and which are taken when none is named. */
export async function projectTemplates(asked: AskedPart) {
  const project = await projectOf(asked)
  const { directory } = asked.context
  const spaces = templatesFor(directory, spaceInstance, project)
  const virtualClusters = templatesFor(directory, virtualClusterInstance, project)
  return {
    ...(virtualClusters.defaultName === undefined
      ? {}
      : { defaultVirtualClusterTemplate: virtualClusters.defaultName }),
    virtualClusterTemplates: [...virtualClusters.templates.values()],
    ...(spaces.defaultName === undefined ? {} : { defaultSpaceTemplate: spaces.defaultName }),
    spaceTemplates: [...spaces.templates.values()],
  }
}

/** `GET projects/{p}/clusters`: those that it allows, and those on which something of it is. */
export async function projectClusters(asked: AskedPart) {
  const { metadata, spec } = await projectOf(asked)
  const { clusters, spaceInstances, virtualClusterInstances } = asked.context.directory
  const namespace = projectNamespace(metadata.name)
  const used = [...spaceInstances.values(), ...virtualClusterInstances.values()]
    .filter((instance) => instance.metadata.namespace === namespace)
    .map((instance) => ({ name: instance.spec.clusterRef?.cluster ?? '' }))
  return { clusters: [...admitted(clusters, [...(spec.allowedClusters ?? []), ...used]).values()] }
}
