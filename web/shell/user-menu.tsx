import IconButton from '@mui/material/IconButton'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { self } from '#web/data/queries.ts'
import { initials } from '#web/ui/initials.ts'
import { Picture } from '#web/ui/picture.tsx'
import { usePopup } from '#web/ui/use-popup.ts'
import { who } from './who.ts'

const load = () => import('./user-menu-popup.tsx')
const UserMenuPopup = lazy(async () => ({ default: (await load()).UserMenuPopup }))
const ConnectManagement = lazy(async () => ({
  default: (await import('#web/connect/connect-management.tsx')).ConnectManagement,
}))

/** Who one is, how to get to kubectl, and the way out. */
export function UserMenu(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const popup = usePopup(load)
  const [connecting, setConnecting] = useState(false)
  return (
    <>
      <IconButton
        // What is read on it is part of what it is called, for who says it to a computer that listens.
        aria-label={`Signed in as ${me.displayName}, ${initials(me.displayName)}`}
        aria-haspopup="menu"
        {...popup.button}
      >
        <Picture name={me.displayName} size={26} />
      </IconButton>
      <Suspense fallback={null}>
        {popup.anchor !== null && (
          <UserMenuPopup
            anchor={popup.anchor}
            me={me}
            onClose={popup.close}
            onConnect={() => setConnecting(true)}
          />
        )}
        {connecting && <ConnectManagement onClose={() => setConnecting(false)} />}
      </Suspense>
    </>
  )
}
