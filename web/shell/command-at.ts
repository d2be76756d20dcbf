import type { Kind } from '#api/kind.ts'
import { cluster } from '#api/kinds/cluster.ts'
import { projectSecret } from '#api/kinds/project-secret.ts'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { getCommand, listCommand } from '#web/form/commands.ts'
import { namespaceIn, places, typedIn } from '#web/paths.ts'
import { matchPath } from 'react-router'

/** Places below which an object of the management API is shown, the closest first. */
const objects: readonly [place: string, kind: Kind, parameter: string][] = [
  [places.virtualCluster, virtualClusterInstance, 'name'],
  [places.space, spaceInstance, 'name'],
  [places.team, team, 'team'],
  [places.cluster, cluster, 'cluster'],
]

const lists: readonly [place: string, kind: Kind][] = [
  [places.virtualClusters, virtualClusterInstance],
  [places.spaces, spaceInstance],
  [places.secrets, projectSecret],
  [places.projects, project],
  [places.teams, team],
  [places.users, user],
  [places.clusters, cluster],
]

const insideObjects = [places.virtualClusterObject, places.spaceObject, places.clusterObject]
const insideLists = [places.virtualClusterObjects, places.spaceObjects, places.clusterObjects]
const insidePods = [places.virtualClusterPods, places.spacePods]

/** What shows with kubectl what a place shows; undefined where kubectl has nothing like it. */
export function commandAt(pathname: string): string | undefined {
  const at = (place: string, end = true) => matchPath({ path: place, end }, pathname)?.params
  for (const place of insideObjects) {
    const params = at(place)
    if (params !== undefined) {
      const { object: name = '', namespace } = params
      return getCommand(typedIn(params), { name, namespace: namespaceIn(namespace) })
    }
  }
  for (const place of insideLists) {
    const params = at(place)
    if (params !== undefined) return listCommand(typedIn(params))
  }
  if (insidePods.some((place) => at(place) !== undefined)) return listCommand({ group: '', plural: 'pods' })
  for (const [place, kind] of lists) {
    const params = at(place)
    if (params !== undefined) return listCommand(kind, namespaceAt(params))
  }
  for (const [place, kind, parameter] of objects) {
    const params = at(place, false)
    if (params === undefined) continue
    return getCommand(kind, { name: params[parameter] ?? '', namespace: namespaceAt(params) })
  }
  const { project: name } = at(places.project, false) ?? {}
  return name === undefined ? undefined : getCommand(project, { name })
}

function namespaceAt({ project: name }: Readonly<Record<string, string | undefined>>): string | undefined {
  return name === undefined ? undefined : projectNamespace(name)
}
