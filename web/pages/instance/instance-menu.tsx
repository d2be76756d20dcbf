import { useReasonAgainst } from '#web/data/access.ts'
import { CopyAsKubectl } from '#web/shell/copy-as-kubectl.tsx'
import { ReasonedMenuItem } from '#web/ui/reasoned-menu-item.tsx'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { projectOf, reasonNotReady } from './instance-words.ts'
import { openInstanceShell } from './open-instance-shell.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  onClose: () => void
  onConnect: (instance: Instance) => void
  onDelete: (instance: Instance) => void
}

/** What can be done with one, asked of the server for this very one when the menu opens. */
export function InstanceMenu({ side, instance, onClose, onConnect, onDelete }: Props): ReactNode {
  const navigate = useNavigate()
  const { name, namespace, deletionTimestamp } = instance.metadata
  const againstUse = useReasonAgainst('use', side.kind, name, namespace)
  const againstDelete = useReasonAgainst('delete', side.kind, name, namespace)
  const leaving = deletionTimestamp === undefined ? undefined : `This ${side.one} is being deleted already.`
  const closeAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <>
      <MenuItem onClick={closeAnd(() => void navigate(side.page(projectOf(instance), name)))}>Open</MenuItem>
      <ReasonedMenuItem
        reason={againstUse ?? reasonNotReady(instance, side)}
        onClick={closeAnd(() => onConnect(instance))}
      >
        Connect…
      </ReasonedMenuItem>
      <ReasonedMenuItem
        reason={againstUse ?? reasonNotReady(instance, side)}
        onClick={closeAnd(() => openInstanceShell(side, instance))}
      >
        kubectl shell
      </ReasonedMenuItem>
      <CopyAsKubectl kind={side.kind} named={{ name, namespace }} onClose={onClose} />
      <ReasonedMenuItem reason={againstDelete ?? leaving} onClick={closeAnd(() => onDelete(instance))}>
        Delete…
      </ReasonedMenuItem>
    </>
  )
}
