import { ownedAccessKey } from '#api/kinds/owned-access-key.ts'
import { project } from '#api/kinds/project.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { RouteObject } from 'react-router'
import { listOf } from './data/queries.ts'
import { paths, places } from './paths.ts'
import { begun, crumbs } from './route-parts.ts'

/** What is one's own, the profile and its parts; and what is for whoever is over all. */
export function ownRoutes(client: QueryClient): RouteObject[] {
  const part = (label: string) => crumbs(() => [{ label: 'Profile', to: paths.profile() }, { label }])
  const keys = () => begun(client.query(listOf(ownedAccessKey)))
  return [
    {
      path: places.profile,
      lazy: { Component: async () => (await import('#web/pages/profile-page.tsx')).ProfilePage },
      children: [
        {
          index: true,
          handle: crumbs(() => [{ label: 'Profile' }]),
          loader: () => begun(client.query(listOf(project))),
          lazy: { Component: async () => (await import('#web/pages/profile/about-tab.tsx')).AboutTab },
        },
        {
          path: places.accessKeys,
          handle: part('Access keys'),
          loader: keys,
          lazy: {
            Component: async () => (await import('#web/pages/profile/access-keys-tab.tsx')).AccessKeysTab,
          },
        },
        {
          path: places.sessions,
          handle: part('Sessions'),
          loader: keys,
          lazy: { Component: async () => (await import('#web/pages/profile/sessions-tab.tsx')).SessionsTab },
        },
        {
          path: places.password,
          handle: part('Password'),
          lazy: { Component: async () => (await import('#web/pages/profile/password-tab.tsx')).PasswordTab },
        },
        {
          path: places.preferences,
          handle: part('Preferences'),
          lazy: {
            Component: async () => (await import('#web/pages/profile/preferences-tab.tsx')).PreferencesTab,
          },
        },
      ],
    },
    {
      path: places.audit,
      handle: crumbs(() => [{ label: 'Audit' }]),
      lazy: { Component: async () => (await import('#web/pages/audit-page.tsx')).AuditPage },
    },
    {
      path: places.admin,
      handle: crumbs(() => [{ label: 'Administration' }]),
      lazy: { Component: async () => (await import('#web/pages/admin-page.tsx')).AdminPage },
    },
  ]
}
