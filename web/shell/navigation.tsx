import AdminIcon from '@mui/icons-material/AdminPanelSettingsOutlined'
import TemplateIcon from '@mui/icons-material/DashboardCustomizeOutlined'
import ClusterIcon from '@mui/icons-material/DnsOutlined'
import AuditIcon from '@mui/icons-material/FactCheckOutlined'
import ProjectIcon from '@mui/icons-material/FolderOutlined'
import QuotaIcon from '@mui/icons-material/BarChart'
import GroupIcon from '@mui/icons-material/GroupsOutlined'
import HomeIcon from '@mui/icons-material/HomeOutlined'
import PersonIcon from '@mui/icons-material/PersonOutlined'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link as RouterLink, matchPath, useLocation } from 'react-router'
import { self } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import { Mark } from './mark.tsx'
import { AboutServer } from './about-server.tsx'
import { who } from './who.ts'

interface Entry {
  label: string
  to: string
  /** A place of the same kind that is not below its list. */
  also?: string
  icon: ReactNode
  /** Whether it is offered to platform admins alone. */
  forAdmins?: true
}

/** Every kind with pages has its line here. */
const entries: readonly Entry[] = [
  { label: 'Home', to: paths.home(), icon: <HomeIcon fontSize="small" /> },
  {
    label: 'Projects',
    to: paths.projects(),
    also: paths.newProject(),
    icon: <ProjectIcon fontSize="small" />,
  },
  { label: 'Teams', to: paths.teams(), also: paths.newTeam(), icon: <GroupIcon fontSize="small" /> },
  { label: 'Users', to: paths.users(), also: paths.newUser(), icon: <PersonIcon fontSize="small" /> },
  { label: 'Quotas', to: paths.allQuotas(), icon: <QuotaIcon fontSize="small" /> },
  { label: 'Templates', to: paths.templates(), icon: <TemplateIcon fontSize="small" /> },
  {
    label: 'Clusters',
    to: paths.clusters(),
    also: paths.newCluster(),
    icon: <ClusterIcon fontSize="small" />,
  },
  { label: 'Audit', to: paths.audit(), icon: <AuditIcon fontSize="small" />, forAdmins: true },
  { label: 'Administration', to: paths.admin(), icon: <AdminIcon fontSize="small" />, forAdmins: true },
]

interface Props {
  onNavigate?: () => void
  /** What stands below the places. */
  children?: ReactNode
}

export function Navigation({ onNavigate, children }: Props): ReactNode {
  const { pathname } = useLocation()
  const { isAdmin } = who(useSuspenseQuery(self).data)
  const offered = entries.filter(({ forAdmins }) => isAdmin || forAdmins !== true)
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <Link
        component={RouterLink}
        to={paths.home()}
        {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
        underline="none"
        color="inherit"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          height: 48,
          px: 2,
          fontSize: '1rem',
          fontWeight: 650,
          letterSpacing: '-0.01em',
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <Mark />
        Aerie
      </Link>
      <Box component="nav" aria-label="Main" sx={{ flex: '0 1 auto', overflow: 'auto', px: 1, pt: 1 }}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {offered.map(({ label, to, also, icon }) => (
            <li key={to}>
              <Link
                component={RouterLink}
                to={to}
                aria-current={pathname === also || isWithin(to, pathname) ? 'page' : undefined}
                {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
                underline="none"
                sx={entryStyle}
              >
                {icon}
                {label}
              </Link>
            </li>
          ))}
        </Box>
      </Box>
      {children}
      <Box sx={{ mt: 'auto' }}>
        <AboutServer />
      </Box>
    </Box>
  )
}

function isWithin(to: string, pathname: string): boolean {
  return matchPath({ path: to, end: to === paths.home() }, pathname) !== null
}

const entryStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  height: 36,
  px: 1,
  borderRadius: 1,
  color: 'text.secondary',
  '&:hover': { bgcolor: 'action.hover', color: 'text.primary' },
  '&[aria-current]': { bgcolor: 'action.selected', color: 'primary.main', fontWeight: 600 },
  '&:focus-visible': { outlineOffset: -2 },
} as const
