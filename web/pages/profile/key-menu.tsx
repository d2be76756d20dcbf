import type { OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'

interface Props {
  accessKey: OwnedAccessKey
  onClose: () => void
  onRevoke: (accessKey: OwnedAccessKey) => void
}

/** What can be done with a key: it is shown once, and changed by another one. */
export function KeyMenu({ accessKey, onClose, onRevoke }: Props): ReactNode {
  return (
    <MenuItem
      onClick={() => {
        onClose()
        onRevoke(accessKey)
      }}
    >
      Revoke…
    </MenuItem>
  )
}
