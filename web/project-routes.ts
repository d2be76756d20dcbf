import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { Kind } from '#api/kind.ts'
import type { QueryClient } from '@tanstack/react-query'
import { redirect, type Params, type RouteObject } from 'react-router'
import { accessTo } from './data/access.ts'
import { projectClusters, projectTemplates } from './data/project-parts.ts'
import { listOf, objectOf } from './data/queries.ts'
import type { Part } from './pages/inside/begin.ts'
import { paths, places } from './paths.ts'
import { begun, crumbs } from './route-parts.ts'
import { visible } from './ui/visible.ts'
import type { Crumb } from './shell/crumbs.ts'

const inside = {
  inside: {
    pods: async () => (await import('#web/pages/inside/pods-tab.tsx')).PodsTab,
    events: async () => (await import('#web/pages/inside/events-tab.tsx')).EventsTab,
  },
  host: {
    pods: async () => (await import('#web/pages/inside/pods-tab.tsx')).HostPodsTab,
    events: async () => (await import('#web/pages/inside/events-tab.tsx')).HostEventsTab,
  },
}

function partLabel({ where, what }: Part): string {
  if (where === 'host') return `Host ${what}`
  return what === 'pods' ? 'Pods' : 'Events'
}

const projectsCrumb = { label: 'Projects', to: paths.projects(), minor: true }

/** The project with its parts, and each space and virtual cluster in it. */
export function projectRoutes(client: QueryClient): RouteObject[] {
  const named = ({ project: name = '' }: Params): string => name
  const crumbsTo = (...rest: ((params: Params) => Crumb)[]) =>
    crumbs((params) => [
      projectsCrumb,
      {
        label: named(params),
        of: { kind: project, name: named(params) },
        project: named(params),
        to: paths.project(named(params)),
      },
      ...rest.map((make) => make(params)),
    ])
  const virtualClusters = (params: Params) => ({
    label: 'Virtual clusters',
    to: paths.virtualClusters(named(params)),
    minor: true,
  })
  const spaces = (params: Params) => ({
    label: 'Spaces',
    to: paths.spaces(named(params)),
    minor: true,
  })
  const last =
    (kind: Kind) =>
    ({ name = '', ...params }: Params): Crumb => ({
      label: name,
      of: { kind, name, namespace: within(params) },
    })
  const within = (params: Params): string => projectNamespace(named(params))
  /** What a form needs for making something in a project. */
  const toMake = (kind: Kind, params: Params) =>
    begun(
      client.query(objectOf(project, named(params))),
      client.query(projectTemplates(named(params))),
      client.query(projectClusters(named(params))),
      client.query(accessTo('create', kind, undefined, within(params))),
    )
  /** What the page of one needs, and the first that its parts ask. */
  const toShow = (kind: Kind, { name = '', ...params }: Params) =>
    begun(
      client.query(objectOf(kind, name, within(params))),
      client.query(accessTo('use', kind, name, within(params))),
      client.query(accessTo('delete', kind, name, within(params))),
    )
  const overview = (kind: Kind, list: (params: Params) => Crumb): RouteObject => ({
    index: true,
    handle: crumbsTo(list, last(kind)),
    lazy: { Component: async () => (await import('#web/pages/instance/overview-tab.tsx')).OverviewTab },
  })
  /** A part of the page of a space or a virtual cluster: what is in it. */
  const part = (
    kind: Kind,
    path: string,
    list: (params: Params) => Crumb & { to: string },
    shows: Part,
  ): RouteObject => ({
    path,
    handle: crumbsTo(
      list,
      (params) => ({
        ...last(kind)(params),
        to: `${list(params).to}/${encodeURIComponent(params['name'] ?? '')}`,
        minor: true,
      }),
      () => ({ label: partLabel(shows) }),
    ),
    lazy: {
      Component: inside[shows.where][shows.what],
      loader: async () => (await import('#web/pages/inside/begin.ts')).beginPart(client, shows),
    },
  })
  /** The logs of a pod in a space or a virtual cluster, which lead back to its pods. */
  const logs = (
    kind: Kind,
    path: string,
    list: (params: Params) => Crumb,
    toPods: (project: string, name: string) => string,
  ): RouteObject => ({
    path,
    handle: crumbsTo(
      list,
      (params) => ({ ...last(kind)(params), to: toPods(named(params), params['name'] ?? ''), minor: true }),
      ({ pod = '' }) => ({ label: `Log of ${visible(pod)}` }),
    ),
    lazy: { Component: async () => (await import('#web/pages/inside/logs-tab.tsx')).LogsTab },
  })
  return [
    {
      path: places.projects,
      handle: crumbs(() => [{ label: 'Projects' }]),
      loader: () => begun(client.query(listOf(project))),
      lazy: { Component: async () => (await import('#web/pages/projects-page.tsx')).ProjectsPage },
    },
    {
      path: places.project,
      loader: ({ params }) =>
        begun(
          client.query(objectOf(project, named(params))),
          client.query(listOf(virtualClusterInstance, within(params))),
          client.query(listOf(spaceInstance, within(params))),
        ),
      lazy: { Component: async () => (await import('#web/pages/project-page.tsx')).ProjectPage },
      children: [
        { index: true, loader: ({ params }) => redirect(paths.virtualClusters(named(params))) },
        {
          path: places.virtualClusters,
          handle: crumbsTo((params) => ({ label: virtualClusters(params).label })),
          lazy: {
            Component: async () => (await import('#web/pages/project/instances-tab.tsx')).VirtualClustersTab,
          },
        },
        {
          path: places.spaces,
          handle: crumbsTo((params) => ({ label: spaces(params).label })),
          lazy: { Component: async () => (await import('#web/pages/project/instances-tab.tsx')).SpacesTab },
        },
        {
          path: places.members,
          handle: crumbsTo(() => ({ label: 'Members' })),
          loader: () => begun(client.query(listOf(user)), client.query(listOf(team))),
          lazy: { Component: async () => (await import('#web/pages/project/members-tab.tsx')).MembersTab },
        },
        {
          path: places.quotas,
          handle: crumbsTo(() => ({ label: 'Quotas' })),
          loader: () => begun(client.query(listOf(user)), client.query(listOf(team))),
          lazy: { Component: async () => (await import('#web/pages/project/quotas-tab.tsx')).QuotasTab },
        },
      ],
    },
    {
      path: places.newVirtualCluster,
      handle: crumbsTo(virtualClusters, () => ({ label: 'New virtual cluster' })),
      loader: ({ params }) => toMake(virtualClusterInstance, params),
      lazy: {
        Component: async () => (await import('#web/pages/new-instance-page.tsx')).NewVirtualClusterPage,
      },
    },
    {
      path: places.newSpace,
      handle: crumbsTo(spaces, () => ({ label: 'New space' })),
      loader: ({ params }) => toMake(spaceInstance, params),
      lazy: { Component: async () => (await import('#web/pages/new-instance-page.tsx')).NewSpacePage },
    },
    {
      path: places.virtualCluster,
      loader: ({ params }) => toShow(virtualClusterInstance, params),
      lazy: { Component: async () => (await import('#web/pages/instance-page.tsx')).VirtualClusterPage },
      children: [
        overview(virtualClusterInstance, virtualClusters),
        part(virtualClusterInstance, places.virtualClusterPods, virtualClusters, {
          one: 'virtual cluster',
          where: 'inside',
          what: 'pods',
        }),
        logs(virtualClusterInstance, places.virtualClusterLogs, virtualClusters, paths.virtualClusterPods),
        part(virtualClusterInstance, places.virtualClusterEvents, virtualClusters, {
          one: 'virtual cluster',
          where: 'inside',
          what: 'events',
        }),
        part(virtualClusterInstance, places.hostPods, virtualClusters, {
          one: 'virtual cluster',
          where: 'host',
          what: 'pods',
        }),
        part(virtualClusterInstance, places.hostEvents, virtualClusters, {
          one: 'virtual cluster',
          where: 'host',
          what: 'events',
        }),
      ],
    },
    {
      path: places.space,
      loader: ({ params }) => toShow(spaceInstance, params),
      lazy: { Component: async () => (await import('#web/pages/instance-page.tsx')).SpacePage },
      children: [
        overview(spaceInstance, spaces),
        part(spaceInstance, places.spacePods, spaces, { one: 'space', where: 'inside', what: 'pods' }),
        logs(spaceInstance, places.spaceLogs, spaces, paths.spacePods),
        part(spaceInstance, places.spaceEvents, spaces, { one: 'space', where: 'inside', what: 'events' }),
      ],
    },
  ]
}
