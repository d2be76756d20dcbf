import MenuIcon from '@mui/icons-material/Menu'
import Box from '@mui/material/Box'
import Breadcrumbs from '@mui/material/Breadcrumbs'
import IconButton from '@mui/material/IconButton'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { useCrumbs, type Crumb } from './crumbs.ts'
import { LiveIndicator } from './live-indicator.tsx'
import { ProjectSwitcher } from './project-switcher.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

export function TopBar({ onMenu }: { onMenu: () => void }): ReactNode {
  const crumbs = useCrumbs()
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        height: 48,
        flex: 'none',
        px: { xs: 1, sm: 3 },
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <IconButton onClick={onMenu} aria-label="Open navigation" sx={{ display: { md: 'none' } }}>
        <MenuIcon fontSize="small" />
      </IconButton>
      <Breadcrumbs aria-label="Breadcrumbs" sx={crumbsStyle}>
        {crumbs.map((crumb, index) => (
          <CrumbItem key={index} crumb={crumb} last={index === crumbs.length - 1} />
        ))}
      </Breadcrumbs>
      <LiveIndicator />
      <ThemeSwitch />
      <UserMenu />
    </Box>
  )
}

/** One line whatever the names: the crumbs give way, the controls beside them do not. */
const crumbsStyle = {
  flex: 1,
  minWidth: 0,
  '& ol': { flexWrap: 'nowrap' },
  '& li': { minWidth: 32, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& li:not(.MuiBreadcrumbs-separator)': { p: '4px', m: '-4px' },
  '& .MuiBreadcrumbs-separator': { minWidth: 'auto' },
} as const

function CrumbItem({ crumb, last }: { crumb: Crumb; last: boolean }): ReactNode {
  const place =
    crumb.to === undefined ? (
      <Typography variant="body2" noWrap title={crumb.label} {...(last ? { 'aria-current': 'page' } : {})}>
        {crumb.label}
      </Typography>
    ) : (
      <Link
        component={RouterLink}
        to={crumb.to}
        variant="body2"
        color="textSecondary"
        underline="hover"
        noWrap
        title={crumb.label}
        sx={{ display: 'block' }}
      >
        {crumb.label}
      </Link>
    )
  if (crumb.project === undefined) return place
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', minWidth: 0 }}>
      {place}
      <ProjectSwitcher key={crumb.project} project={crumb.project} />
    </Box>
  )
}
