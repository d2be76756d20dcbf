import { preferences } from '#web/data/preferences.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { Link as RouterLink, useLocation } from 'react-router'

/** So many stand in the navigation; the palette has them all. */
const most = 8

/** What somebody keeps at hand, under the places that everybody has. */
export function Favourites({ onNavigate }: { onNavigate?: () => void }): ReactNode {
  const id = useId()
  const { pathname } = useLocation()
  const { favourites = [] } = useQuery(preferences).data ?? {}
  if (favourites.length === 0) return null
  return (
    <Box
      component="nav"
      aria-labelledby={id}
      sx={{ flex: '0 1 auto', minHeight: 56, overflow: 'auto', px: 1, pt: 2, pb: 1 }}
    >
      <Box id={id} sx={{ px: 1, py: 0.5, fontSize: '0.75rem', fontWeight: 600, color: 'text.secondary' }}>
        Favourites
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {favourites.slice(0, most).map(({ path, title }) => (
          <li key={path}>
            <Link
              component={RouterLink}
              to={path}
              aria-current={path === pathname ? 'page' : undefined}
              title={visible(title)}
              underline="none"
              noWrap
              {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
              sx={linkStyle}
            >
              {visible(title)}
            </Link>
          </li>
        ))}
      </Box>
    </Box>
  )
}

const linkStyle = {
  display: 'block',
  px: 1,
  borderRadius: 1,
  fontSize: '0.8125rem',
  lineHeight: '28px',
  color: 'text.secondary',
  '&:hover': { bgcolor: 'action.hover', color: 'text.primary' },
  '&[aria-current]': { color: 'primary.main', fontWeight: 600 },
  '&:focus-visible': { outlineOffset: -2 },
} as const
