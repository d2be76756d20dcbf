import { commandsFor, type Named } from '#web/form/commands.ts'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { setOver } from './over.ts'

interface Props {
  kind: Parameters<typeof commandsFor>[0]
  named: Named
  onClose: () => void
}

/** The entry of a menu that offers what can be done with an object as commands. */
export function CopyAsKubectl({ kind, named, onClose }: Props): ReactNode {
  return (
    <MenuItem
      onClick={() => {
        onClose()
        setOver({ title: named.name, commands: commandsFor(kind, named) })
      }}
    >
      Copy as kubectl…
    </MenuItem>
  )
}
