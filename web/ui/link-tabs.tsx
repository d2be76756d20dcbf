import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'

export interface LinkTab {
  label: string
  to: string
  /** How many there are of what it shows. */
  count?: number | undefined
  /** Whether addresses below its own are other tabs'. */
  end?: boolean
  /** Called when somebody comes near it: the time to load what takes long. */
  prepare?: (() => void) | undefined
}

/** The parts of a page as tabs, each with an address of its own: links that a keyboard reaches like any other. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }): ReactNode {
  return (
    <Box
      component="nav"
      aria-label={label}
      sx={{ flex: 'none', borderBottom: 1, borderColor: 'divider', overflowX: 'auto' }}
    >
      <Box component="ul" sx={{ display: 'flex', gap: { xs: 2, sm: 3 }, m: 0, p: 0, listStyle: 'none' }}>
        {tabs.map(({ label, to, count, end = false, prepare }) => (
          <li key={to}>
            <Link
              component={NavLink}
              to={to}
              end={end}
              underline="none"
              sx={tabStyle}
              onPointerEnter={prepare}
              onFocus={prepare}
            >
              {label}
              {count !== undefined && (
                <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
                  {count}
                </Box>
              )}
            </Link>
          </li>
        ))}
      </Box>
    </Box>
  )
}

const tabStyle = {
  display: 'flex',
  gap: 0.75,
  alignItems: 'center',
  height: 36,
  whiteSpace: 'nowrap',
  color: 'text.secondary',
  fontWeight: 550,
  borderBottom: 2,
  borderColor: 'transparent',
  '&:hover': { color: 'text.primary' },
  '&.active': { color: 'primary.main', borderColor: 'primary.main' },
  '&:focus-visible': { outlineOffset: -2 },
} as const
