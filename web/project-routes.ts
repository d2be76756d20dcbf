import { project } from '#api/kinds/project.ts'
import { projectSecret } from '#api/kinds/project-secret.ts'
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
import { objectEditor } from './editor/begin.ts'
import type { Part } from './pages/inside/begin.ts'
import { paths, places } from './paths.ts'
import { begun, crumbs, objectsCrumb } from './route-parts.ts'
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
  const yaml = (kind: Kind, path: string, list: (params: Params) => Crumb & { to: string }): RouteObject => ({
    path,
    handle: crumbsTo(list, above(kind, list), () => ({ label: 'YAML' })),
    loader: ({ params }) => {
      objectEditor.begin()
      return begun(client.query(accessTo('update', kind, params['name'] ?? '', within(params))))
    },
    lazy: { Component: async () => (await import('#web/pages/instance/yaml-tab.tsx')).YamlTab },
  })
  /** The page that a part belongs to. */
  const above =
    (kind: Kind, list: (params: Params) => Crumb & { to: string }) =>
    (params: Params): Crumb => ({
      ...last(kind)(params),
      to: `${list(params).to}/${encodeURIComponent(params['name'] ?? '')}`,
      minor: true,
    })
  /** A part of the page of a space or a virtual cluster: what is in it. */
  const part = (
    kind: Kind,
    path: string,
    list: (params: Params) => Crumb & { to: string },
    shows: Part,
  ): RouteObject => ({
    path,
    handle: crumbsTo(list, above(kind, list), () => ({ label: partLabel(shows) })),
    lazy: {
      Component: inside[shows.where][shows.what],
      loader: async () => (await import('#web/pages/inside/begin.ts')).beginPart(client, shows),
    },
  })
  /** The browser of what is in a space or a virtual cluster; the page of one object is a page of its own. */
  const resources = (kind: Kind, list: (params: Params) => Crumb & { to: string }) => {
    const [all, listed, one] =
      kind === spaceInstance
        ? [places.spaceResources, places.spaceObjects, places.spaceObject]
        : [places.virtualClusterResources, places.virtualClusterObjects, places.virtualClusterObject]
    const address = (params: Params): string =>
      `${list(params).to}/${encodeURIComponent(params['name'] ?? '')}`
    const above = [
      list,
      (params: Params) => ({ ...last(kind)(params), to: address(params), minor: true }),
    ] as const
    const resourcesCrumb = (params: Params) => ({ label: 'Resources', to: `${address(params)}/resources` })
    return {
      parts: [
        {
          path: all,
          handle: crumbsTo(...above, () => ({ label: 'Resources' })),
          lazy: { Component: async () => (await import('#web/pages/resources/index-tab.tsx')).ResourcesTab },
        },
        {
          path: listed,
          handle: crumbsTo(...above, resourcesCrumb, ({ plural = '' }) => ({ label: plural })),
          lazy: { Component: async () => (await import('#web/pages/resources/objects-tab.tsx')).ObjectsTab },
        },
      ],
      page: {
        path: one,
        handle: crumbsTo(
          ...above,
          (params) => ({ ...resourcesCrumb(params), minor: true }),
          (params) => objectsCrumb(`${address(params)}/resources`, params),
          ({ object = '' }) => ({ label: object }),
        ),
        loader: ({ params }: { params: Params }) => toShow(kind, params),
        lazy: {
          Component: async () => {
            const pages = await import('#web/pages/object-page.tsx')
            return kind === spaceInstance ? pages.SpaceObjectPage : pages.VirtualClusterObjectPage
          },
        },
      },
    }
  }
  const inVirtualCluster = resources(virtualClusterInstance, virtualClusters)
  const inSpace = resources(spaceInstance, spaces)
  return [
    {
      path: places.projects,
      handle: crumbs(() => [{ label: 'Projects' }]),
      loader: () => begun(client.query(listOf(project)), client.query(accessTo('create', project))),
      lazy: { Component: async () => (await import('#web/pages/projects-page.tsx')).ProjectsPage },
    },
    {
      path: places.newProject,
      handle: crumbs(() => [{ label: 'Projects', to: paths.projects() }, { label: 'New project' }]),
      loader: () => begun(client.query(accessTo('create', project))),
      lazy: { Component: async () => (await import('#web/pages/project-new-page.tsx')).ProjectNewPage },
    },
    {
      path: places.project,
      loader: ({ params }) =>
        begun(
          client.query(objectOf(project, named(params))),
          client.query(accessTo('patch', project, named(params))),
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
        {
          path: places.projectTemplates,
          handle: crumbsTo(() => ({ label: 'Templates' })),
          loader: ({ params }) => begun(client.query(projectTemplates(named(params)))),
          lazy: {
            Component: async () => (await import('#web/pages/project/templates-tab.tsx')).TemplatesTab,
          },
        },
        {
          path: places.secrets,
          handle: crumbsTo(() => ({ label: 'Secrets' })),
          loader: ({ params }) =>
            begun(
              client.query(listOf(projectSecret, within(params))),
              client.query(accessTo('create', projectSecret, undefined, within(params))),
            ),
          lazy: { Component: async () => (await import('#web/pages/project/secrets-tab.tsx')).SecretsTab },
        },
        {
          path: places.activity,
          handle: crumbsTo(() => ({ label: 'Activity' })),
          loader: () => begun(client.query(listOf(user)), client.query(listOf(team))),
          lazy: { Component: async () => (await import('#web/pages/project/activity-tab.tsx')).ActivityTab },
        },
        {
          path: places.settings,
          handle: crumbsTo(() => ({ label: 'Settings' })),
          lazy: { Component: async () => (await import('#web/pages/project/settings-tab.tsx')).SettingsTab },
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
        yaml(virtualClusterInstance, places.virtualClusterYaml, virtualClusters),
        part(virtualClusterInstance, places.virtualClusterPods, virtualClusters, {
          one: 'virtual cluster',
          where: 'inside',
          what: 'pods',
        }),
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
        ...inVirtualCluster.parts,
      ],
    },
    inVirtualCluster.page,
    {
      path: places.space,
      loader: ({ params }) => toShow(spaceInstance, params),
      lazy: { Component: async () => (await import('#web/pages/instance-page.tsx')).SpacePage },
      children: [
        overview(spaceInstance, spaces),
        yaml(spaceInstance, places.spaceYaml, spaces),
        part(spaceInstance, places.spacePods, spaces, { one: 'space', where: 'inside', what: 'pods' }),
        part(spaceInstance, places.spaceEvents, spaces, { one: 'space', where: 'inside', what: 'events' }),
        ...inSpace.parts,
      ],
    },
    inSpace.page,
  ]
}
