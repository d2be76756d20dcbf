import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import type { QueryClient } from '@tanstack/react-query'
import { redirect, type Params, type RouteObject } from 'react-router'
import { accessTo } from './data/access.ts'
import { listOf, objectOf } from './data/queries.ts'
import { paths, places } from './paths.ts'
import { begun, crumbs } from './route-parts.ts'

/** The templates of both kinds, and each of them. */
export function templateRoutes(client: QueryClient): RouteObject[] {
  const users = () => [
    client.query(listOf(virtualClusterInstance)),
    client.query(listOf(spaceInstance)),
    client.query(listOf(project)),
  ]
  const kindOf = ({ kind }: Params) => (kind === 'space' ? spaceTemplate : virtualClusterTemplate)
  return [
    {
      path: places.templates,
      handle: crumbs(() => [{ label: 'Templates' }]),
      loader: () =>
        begun(client.query(listOf(virtualClusterTemplate)), client.query(listOf(spaceTemplate)), ...users()),
      lazy: { Component: async () => (await import('#web/pages/templates-page.tsx')).TemplatesPage },
    },
    {
      path: places.template,
      handle: crumbs(({ name = '', ...params }) => [
        { label: 'Templates', to: paths.templates() },
        { label: name, of: { kind: kindOf(params), name } },
      ]),
      loader: ({ params }) => {
        const { kind = '', name = '' } = params
        if (kind !== 'space' && kind !== 'virtualcluster') return redirect(paths.templates())
        return begun(
          client.query(objectOf(kindOf(params), name)),
          client.query(accessTo('update', kindOf(params), name)),
          ...users(),
        )
      },
      lazy: { Component: async () => (await import('#web/pages/template-page.tsx')).TemplatePage },
    },
  ]
}
