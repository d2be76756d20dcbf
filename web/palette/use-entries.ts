import type { Kind } from '#api/kind.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { accessTo, type Review } from '#web/data/access.ts'
import { preferences } from '#web/data/preferences.ts'
import { listOf, self } from '#web/data/queries.ts'
import { spaceSide, virtualClusterSide } from '#web/pages/instance/sides.ts'
import { roleIn } from '#web/pages/project/roles.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { useQueries, useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation } from 'react-router'
import type { Entry } from './entry.ts'
import {
  creationEntries,
  instanceEntries,
  notedEntries,
  objectEntries,
  placeEntries,
  projectPartEntries,
  templateEntries,
  type Making,
} from './place-entries.ts'
import { podPlaces, type PodPlace } from './pod-places.ts'
import { scopesOf } from './scopes.ts'
import { useActions, type Tools } from './use-actions.ts'
import { useHere } from './use-here.ts'

interface Known {
  entries: readonly Entry[]
  places: readonly PodPlace[]
  /** Where the person is, the closest first. */
  scopes: readonly string[]
  /** Whether there is more to come. */
  isReading: boolean
}

/** All that the person may go to or do from here, what is kept and recent first. */
export function useEntries(tools: Tools): Known {
  const { data: said } = useSuspenseQuery(self)
  const me = useMemo(() => who(said), [said])
  const { pathname } = useLocation()
  const projects = useQuery(listOf(projectKind)).data?.items
  const virtualClusters = useQuery(listOf(virtualClusterInstance)).data?.items
  const spaces = useQuery(listOf(spaceInstance)).data?.items
  const teams = useQuery(listOf(teamKind)).data?.items
  const users = useQuery(listOf(userKind)).data?.items
  const clusters = useQuery(listOf(clusterKind)).data?.items
  const clusterTemplates = useQuery(listOf(virtualClusterTemplate)).data?.items
  const spaceTemplates = useQuery(listOf(spaceTemplate)).data?.items
  const { data: kept } = useQuery(preferences)
  const mayMake = useMakings()
  const seen = useMemo(
    () => ({ spaces: spaces ?? [], virtualClusters: virtualClusters ?? [], clusters: clusters ?? [] }),
    [spaces, virtualClusters, clusters],
  )
  const here = useHere(pathname, seen)
  const actions = useActions(here, tools)
  const objects = useMemo(() => {
    const titles = new Map((projects ?? []).map((each) => [each.metadata.name, titleOf(each)]))
    const titleOfProject = (name: string): string => titles.get(name) ?? name
    const workplaces = (projects ?? []).filter(
      (each) => me.isAdmin || (roleIn(each, me) ?? 'viewer') !== 'viewer',
    )
    return [
      ...creationEntries(workplaces, mayMake),
      ...objectEntries('Projects', projects ?? [], ({ metadata }) => paths.project(metadata.name)),
      ...instanceEntries(virtualClusterSide, seen.virtualClusters, titleOfProject),
      ...instanceEntries(spaceSide, seen.spaces, titleOfProject),
      ...objectEntries('Teams', teams ?? [], ({ metadata }) => paths.team(metadata.name)),
      ...objectEntries('Users', users ?? [], ({ metadata }) => paths.user(metadata.name)),
      ...objectEntries('Clusters', clusters ?? [], ({ metadata }) => paths.cluster(metadata.name)),
      ...templateEntries('virtualcluster', clusterTemplates ?? []),
      ...templateEntries('space', spaceTemplates ?? []),
      ...placeEntries(me.isAdmin),
      ...projectPartEntries(projects ?? [], (each) => me.isAdmin || roleIn(each, me) === 'admin'),
    ]
  }, [projects, seen, teams, users, clusters, clusterTemplates, spaceTemplates, me, mayMake])
  return {
    entries: [
      ...notedEntries('Favourites', kept?.favourites),
      ...notedEntries(
        'Recent',
        kept?.recent?.filter(({ path }) => path !== pathname),
      ),
      ...actions,
      ...objects,
      ...here.kinds,
    ],
    places: useMemo(() => podPlaces(seen), [seen]),
    scopes: useMemo(() => scopesOf(pathname), [pathname]),
    isReading: [
      projects,
      virtualClusters,
      spaces,
      teams,
      users,
      clusters,
      clusterTemplates,
      spaceTemplates,
    ].includes(undefined),
  }
}

const makings: readonly [Making, Kind][] = [
  ['project', projectKind],
  ['team', teamKind],
  ['user', userKind],
  ['cluster', clusterKind],
]

/** What the person may make that is in no project. */
function useMakings(): readonly Making[] {
  return useQueries({
    queries: makings.map(([, kind]) => accessTo('create', kind)),
    combine: allowed,
  })
}

function allowed(asked: readonly UseQueryResult<Review>[]): Making[] {
  return makings.flatMap(([making], at) => (asked[at]?.data?.status?.allowed === true ? [making] : []))
}
