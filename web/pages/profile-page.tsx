import { self } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { who } from '#web/shell/who.ts'
import { LinkTabs } from '#web/ui/link-tabs.tsx'
import { Page } from '#web/ui/page.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { visible } from '#web/ui/visible.ts'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Outlet, useLocation } from 'react-router'

const tabs = [
  { label: 'About you', to: paths.profile(), end: true },
  { label: 'Access keys', to: paths.accessKeys() },
  { label: 'Sessions', to: paths.sessions() },
  { label: 'Password', to: paths.password() },
  { label: 'Preferences', to: paths.preferences() },
]

/** What is one's own: who one is, what signs one in, and how the console is. */
export function ProfilePage(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const { pathname } = useLocation()
  return (
    <Page
      title="Profile"
      aside={
        <Typography variant="body2" color="textSecondary">
          {visible(me.displayName)}
        </Typography>
      }
      height="fill"
    >
      <LinkTabs label="Profile" tabs={tabs} />
      <PageBoundary key={pathname} fallback={<PageSkeleton inside />}>
        <Outlet />
      </PageBoundary>
    </Page>
  )
}
