import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { SxProps, Theme } from '@mui/material/styles'
import { useEffect, useRef, type ReactNode } from 'react'
import { matchPath, NavLink, useLocation } from 'react-router'

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
  const bar = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const active = tabs.findIndex(({ to, end = false }) => matchPath({ path: to, end }, pathname) !== null)
  // Where there is no room for all of them, the one that is shown is among those that are seen.
  useEffect(() => {
    const [nav, shown] = [bar.current, bar.current?.querySelectorAll('a')[active]]
    if (nav === null || shown === undefined) return
    const [frame, tab] = [nav.getBoundingClientRect(), shown.getBoundingClientRect()]
    if (tab.right > frame.right) nav.scrollLeft += tab.right - frame.right + beside
    else if (tab.left < frame.left) nav.scrollLeft += tab.left - frame.left - beside
  }, [active])
  return (
    <Box component="nav" ref={bar} aria-label={label} sx={barStyle}>
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

/** So much of the next tab is seen, in px: there is more to come. */
const beside = 32

/** Shades at the edges beyond which there is more; what scrolls along with the tabs covers them at either end. */
const barStyle: SxProps<Theme> = ({ vars, palette }) => {
  const { background, divider: shade } = (vars ?? { palette }).palette
  const cover = background.default
  return {
    flex: 'none',
    borderBottom: 1,
    borderColor: 'divider',
    overflowX: 'auto',
    background: [
      `linear-gradient(to right, ${cover} 50%, transparent) left / 32px 100% no-repeat local`,
      `linear-gradient(to left, ${cover} 50%, transparent) right / 32px 100% no-repeat local`,
      `linear-gradient(to right, ${shade}, transparent) left / 16px 100% no-repeat scroll`,
      `linear-gradient(to left, ${shade}, transparent) right / 16px 100% no-repeat scroll`,
    ].join(', '),
  }
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
