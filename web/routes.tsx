import { cluster } from '#api/kinds/cluster.ts'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import type { QueryClient } from '@tanstack/react-query'
import { redirect, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { accessTo } from './data/access.ts'
import { asStatusError } from './data/client.ts'
import { listOf, methods, objectOf, self } from './data/queries.ts'
import { rememberSignedIn } from './data/session.ts'
import { clusterRoutes } from './cluster-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { paths, places } from './paths.ts'
import { projectRoutes } from './project-routes.ts'
import { begun, crumbs } from './route-parts.ts'
import { templateRoutes } from './template-routes.ts'
import type { Crumb } from './shell/crumbs.ts'
import { RouteError } from './shell/route-error.tsx'
import { Splash } from './shell/splash.tsx'

/**
 * Every page with the data it needs. The data is named here and not in the page's file, because a page is
 * loaded when it is first opened: this way its data and its code travel at the same time.
 */
export function makeRoutes(client: QueryClient): RouteObject[] {
  async function signedIn({ request }: LoaderFunctionArgs): Promise<null> {
    try {
      await client.query(self)
      rememberSignedIn()
      return null
    } catch (error) {
      if (asStatusError(error).code !== 401) throw error
      const { pathname, search } = new URL(request.url)
      throw redirect(paths.login(pathname + search))
    }
  }

  return [
    {
      path: places.login,
      HydrateFallback: Splash,
      ErrorBoundary: RouteError,
      loader: () => begun(client.query(methods)),
      lazy: { Component: async () => (await import('#web/pages/login-page.tsx')).LoginPage },
    },
    {
      lazy: { Component: async () => (await import('#web/shell/shell.tsx')).Shell },
      HydrateFallback: Splash,
      ErrorBoundary: RouteError,
      loader: signedIn,
      children: [
        {
          path: places.home,
          handle: crumbs(() => [{ label: 'Home' }]),
          loader: () =>
            begun(
              client.query(listOf(project)),
              client.query(listOf(virtualClusterInstance)),
              client.query(listOf(spaceInstance)),
              client.query(listOf(cluster)),
            ),
          lazy: { Component: async () => (await import('#web/pages/home-page.tsx')).HomePage },
        },
        ...projectRoutes(client),
        {
          path: places.teams,
          handle: crumbs(() => [{ label: 'Teams' }]),
          loader: () => begun(client.query(listOf(team)), client.query(accessTo('create', team))),
          lazy: { Component: async () => (await import('#web/pages/teams-page.tsx')).TeamsPage },
        },
        {
          path: places.newTeam,
          handle: crumbs(() => [teamsCrumb, { label: 'New team' }]),
          loader: () => begun(client.query(listOf(user)), client.query(accessTo('create', team))),
          lazy: { Component: async () => (await import('#web/pages/team-new-page.tsx')).TeamNewPage },
        },
        {
          path: places.team,
          handle: crumbs(({ team: name = '' }) => [teamsCrumb, teamCrumb(name)]),
          loader: ({ params }) =>
            begun(
              client.query(objectOf(team, params['team'] ?? '')),
              client.query(listOf(user)),
              client.query(listOf(project)),
              client.query(listOf(virtualClusterInstance)),
              client.query(listOf(spaceInstance)),
            ),
          lazy: { Component: async () => (await import('#web/pages/team-page.tsx')).TeamPage },
        },
        {
          path: places.editTeam,
          handle: crumbs(({ team: name = '' }) => [
            teamsCrumb,
            { ...teamCrumb(name), to: paths.team(name) },
            { label: 'Edit' },
          ]),
          loader: ({ params }) =>
            begun(client.query(objectOf(team, params['team'] ?? '')), client.query(listOf(user))),
          lazy: { Component: async () => (await import('#web/pages/team-edit-page.tsx')).TeamEditPage },
        },
        {
          path: places.users,
          handle: crumbs(() => [{ label: 'Users' }]),
          loader: () => begun(client.query(listOf(user)), client.query(accessTo('create', user))),
          lazy: { Component: async () => (await import('#web/pages/users-page.tsx')).UsersPage },
        },
        {
          path: places.newUser,
          handle: crumbs(() => [usersCrumb, { label: 'New user' }]),
          loader: () => begun(client.query(accessTo('create', user))),
          lazy: { Component: async () => (await import('#web/pages/user-new-page.tsx')).UserNewPage },
        },
        {
          path: places.user,
          handle: crumbs(({ user: name = '' }) => [usersCrumb, { label: name, of: { kind: user, name } }]),
          loader: ({ params }) =>
            begun(
              client.query(objectOf(user, params['user'] ?? '')),
              client.query(listOf(project)),
              client.query(listOf(virtualClusterInstance)),
              client.query(listOf(spaceInstance)),
            ),
          lazy: { Component: async () => (await import('#web/pages/user-page.tsx')).UserPage },
        },
        {
          path: places.editUser,
          handle: crumbs(({ user: name = '' }) => [
            usersCrumb,
            { label: name, of: { kind: user, name }, to: paths.user(name) },
            { label: 'Edit' },
          ]),
          loader: ({ params }) =>
            begun(
              client.query(objectOf(user, params['user'] ?? '')),
              client.query(accessTo('patch', user, params['user'])),
            ),
          lazy: { Component: async () => (await import('#web/pages/user-edit-page.tsx')).UserEditPage },
        },
        {
          path: places.allQuotas,
          handle: crumbs(() => [{ label: 'Quotas' }]),
          loader: () =>
            begun(client.query(listOf(project)), client.query(listOf(user)), client.query(listOf(team))),
          lazy: { Component: async () => (await import('#web/pages/quotas-page.tsx')).QuotasPage },
        },
        {
          path: places.clusters,
          handle: crumbs(() => [{ label: 'Clusters' }]),
          loader: () =>
            begun(
              client.query(listOf(cluster)),
              client.query(listOf(virtualClusterInstance)),
              client.query(listOf(spaceInstance)),
            ),
          lazy: { Component: async () => (await import('#web/pages/clusters-page.tsx')).ClustersPage },
        },
        ...templateRoutes(client),
        ...clusterRoutes(client),
        ...ownRoutes(client),
        {
          path: '*',
          handle: crumbs(() => [{ label: 'Not found' }]),
          lazy: { Component: async () => (await import('#web/pages/not-found-page.tsx')).NotFoundPage },
        },
      ],
    },
  ]
}

const usersCrumb = { label: 'Users', to: paths.users() }
const teamsCrumb = { label: 'Teams', to: paths.teams() }

function teamCrumb(name: string): Crumb {
  return { label: name, of: { kind: team, name } }
}
