import { cluster } from '#api/kinds/cluster.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { Params, RouteObject } from 'react-router'
import { accessTo } from './data/access.ts'
import { listOf, objectOf } from './data/queries.ts'
import { paths, places } from './paths.ts'
import { begun, crumbs, objectsCrumb } from './route-parts.ts'
import type { Crumb } from './shell/crumbs.ts'

/** A connected cluster with its parts, and each object in it. */
export function clusterRoutes(client: QueryClient): RouteObject[] {
  const named = ({ cluster: name = '' }: Params): string => name
  const own = (params: Params): Crumb => ({
    label: named(params),
    of: { kind: cluster, name: named(params) },
  })
  const resources = (params: Params): string => paths.resources({ cluster: named(params) })
  const crumbsTo = (...rest: ((params: Params) => Crumb)[]) =>
    crumbs((params) => [
      { label: 'Clusters', to: paths.clusters(), minor: true },
      { ...own(params), to: paths.cluster(named(params)) },
      ...rest.map((make) => make(params)),
    ])
  return [
    {
      path: places.newCluster,
      handle: crumbs(() => [{ label: 'Clusters', to: paths.clusters() }, { label: 'Connect a cluster' }]),
      loader: () => begun(client.query(accessTo('create', cluster))),
      lazy: { Component: async () => (await import('#web/pages/cluster-new-page.tsx')).ClusterNewPage },
    },
    {
      path: places.cluster,
      loader: ({ params }) => begun(client.query(objectOf(cluster, named(params)))),
      lazy: { Component: async () => (await import('#web/pages/cluster-page.tsx')).ClusterPage },
      children: [
        {
          index: true,
          handle: crumbs((params) => [{ label: 'Clusters', to: paths.clusters() }, own(params)]),
          loader: () =>
            begun(client.query(listOf(virtualClusterInstance)), client.query(listOf(spaceInstance))),
          lazy: {
            Component: async () => (await import('#web/pages/cluster/overview-tab.tsx')).ClusterOverviewTab,
          },
        },
        {
          path: places.clusterResources,
          handle: crumbsTo(() => ({ label: 'Resources' })),
          lazy: {
            Component: async () => (await import('#web/pages/resources/index-tab.tsx')).ClusterResourcesTab,
          },
        },
        {
          path: places.clusterObjects,
          handle: crumbsTo(
            (params) => ({ label: 'Resources', to: resources(params) }),
            ({ plural = '' }) => ({ label: plural }),
          ),
          lazy: {
            Component: async () => (await import('#web/pages/resources/objects-tab.tsx')).ClusterObjectsTab,
          },
        },
      ],
    },
    {
      path: places.clusterObject,
      handle: crumbsTo(
        (params) => ({ label: 'Resources', to: resources(params), minor: true }),
        (params) => objectsCrumb(resources(params), params),
        ({ object = '' }) => ({ label: object }),
      ),
      loader: ({ params }) => begun(client.query(objectOf(cluster, named(params)))),
      lazy: { Component: async () => (await import('#web/pages/object-page.tsx')).ClusterObjectPage },
    },
  ]
}
