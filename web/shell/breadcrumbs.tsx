import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { visible } from '#web/ui/visible.ts'
import { useCrumbs, type Crumb } from './crumbs.ts'
import { useKnownTitle } from './known-title.ts'
import { ProjectSwitcher } from './project-switcher.tsx'

/** Where one is, on one line whatever the names: the crumbs give way, the controls beside them do not. */
export function Breadcrumbs(): ReactNode {
  const crumbs = useCrumbs()
  const firstMajor = crumbs.findIndex(({ minor }) => minor !== true)
  return (
    <Box component="nav" aria-label="Breadcrumbs" sx={{ flex: 1, minWidth: 0 }}>
      <Box component="ol" sx={{ display: 'flex', m: 0, p: 0, listStyle: 'none' }}>
        {crumbs.map((crumb, index) => (
          <Box
            component="li"
            key={index}
            sx={{
              display: { xs: crumb.minor === true ? 'none' : 'flex', sm: 'flex' },
              alignItems: 'center',
              minWidth: 0,
              // What is last is what one looks at: the way to it gives way first, but for a part.
              ...(index === crumbs.length - 1 && index > 0 ? { flexShrink: 0, maxWidth: '64%' } : {}),
            }}
          >
            {index > 0 && <Separator narrow={index !== firstMajor} />}
            <CrumbItem crumb={crumb} last={index === crumbs.length - 1} />
            {crumb.project !== undefined && <ProjectSwitcher key={crumb.project} project={crumb.project} />}
          </Box>
        ))}
      </Box>
    </Box>
  )
}

function Separator({ narrow }: { narrow: boolean }): ReactNode {
  return (
    <Typography
      aria-hidden="true"
      variant="body2"
      color="textSecondary"
      sx={{ px: 1, display: { xs: narrow ? 'block' : 'none', sm: 'block' } }}
    >
      /
    </Typography>
  )
}

function CrumbItem({ crumb, last }: { crumb: Crumb; last: boolean }): ReactNode {
  const { to } = crumb
  // Parts of an address are anybody's text until the server knows them.
  const label = visible(useKnownTitle(crumb.of) ?? crumb.label)
  if (to === undefined) {
    return (
      <Typography variant="body2" noWrap title={label} {...(last ? { 'aria-current': 'page' } : {})}>
        {label}
      </Typography>
    )
  }
  return (
    <Link
      component={RouterLink}
      to={to}
      variant="body2"
      color="textSecondary"
      underline="hover"
      noWrap
      title={label}
      // Room for the ring of the focus, which would be cut with the text.
      sx={{ display: 'block', p: '4px', m: '-4px' }}
    >
      {label}
    </Link>
  )
}
