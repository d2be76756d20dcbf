import Link from '@mui/material/Link'
import type { ReactNode } from 'react'

/** The first stop of the keyboard on every page: past the navigation, to the content. */
export function SkipLink(): ReactNode {
  return (
    <Link
      href="#main"
      onClick={(event) => {
        // The address is the router's; only the focus moves.
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
      sx={{
        position: 'fixed',
        top: 8,
        left: 8,
        zIndex: 'tooltip',
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: 'background.paper',
        boxShadow: 3,
        transform: 'translateY(-200%)',
        '&:focus': { transform: 'none' },
      }}
    >
      Skip to content
    </Link>
  )
}
