import { usePopup } from '#web/ui/use-popup.ts'
import HelpIcon from '@mui/icons-material/HelpOutlineOutlined'
import IconButton from '@mui/material/IconButton'
import { lazy, Suspense, type ReactNode } from 'react'

const load = () => import('./help-menu.tsx')
const HelpMenu = lazy(async () => ({ default: (await load()).HelpMenu }))

/** The way to whatever explains the console. A narrow window has it in the palette. */
export function Help(): ReactNode {
  const popup = usePopup(load)
  return (
    <>
      <IconButton
        aria-label="Help"
        aria-haspopup="menu"
        {...popup.button}
        sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
      >
        <HelpIcon sx={{ fontSize: 20 }} />
      </IconButton>
      {popup.anchor !== null && (
        <Suspense fallback={null}>
          <HelpMenu anchor={popup.anchor} onClose={popup.close} />
        </Suspense>
      )}
    </>
  )
}
