import Drawer from '@mui/material/Drawer'
import type { ReactNode } from 'react'
import { Favourites } from './favourites.tsx'
import { Navigation } from './navigation.tsx'

/** The navigation on a narrow window, over the page until one goes somewhere. */
export function NavigationDrawer({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Drawer open onClose={onClose} slotProps={{ paper: { sx: { width: 264 }, 'aria-label': 'Navigation' } }}>
      <Navigation onNavigate={onClose}>
        <Favourites onNavigate={onClose} />
      </Navigation>
    </Drawer>
  )
}
