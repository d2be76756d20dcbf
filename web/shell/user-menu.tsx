import IconButton from '@mui/material/IconButton'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { self } from '#web/data/queries.ts'
import { initials } from '#web/ui/initials.ts'
import { Picture } from '#web/ui/picture.tsx'
import { who } from './who.ts'

const load = () => import('./user-menu-popup.tsx')
const UserMenuPopup = lazy(async () => ({ default: (await load()).UserMenuPopup }))
const ConnectManagement = lazy(async () => ({
  default: (await import('#web/connect/connect-management.tsx')).ConnectManagement,
}))

/** Who one is, how to get to kubectl, and the way out. */
export function UserMenu(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [connecting, setConnecting] = useState(false)
  return (
    <>
      <IconButton
        // What is read on it is part of what it is called, for who says it to a computer that listens.
        aria-label={`Signed in as ${me.displayName}, ${initials(me.displayName)}`}
        aria-haspopup="menu"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Picture name={me.displayName} size={26} />
      </IconButton>
      <Suspense fallback={null}>
        {anchor !== null && (
          <UserMenuPopup
            anchor={anchor}
            me={me}
            onClose={() => setAnchor(null)}
            onConnect={() => setConnecting(true)}
          />
        )}
        {connecting && <ConnectManagement onClose={() => setConnecting(false)} />}
      </Suspense>
    </>
  )
}
