import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { CopyAsKubectl } from '#web/shell/copy-as-kubectl.tsx'
import { ReasonedMenuItem } from '#web/ui/reasoned-menu-item.tsx'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

interface Props {
  secret: ProjectSecret
  href: string
  onClose: () => void
  onEdit: (secret: ProjectSecret) => void
  onDelete: (secret: ProjectSecret) => void
}

/** What can be done with a secret, asked of the server for this very one when the menu opens. */
export function SecretMenu({ secret, href, onClose, onEdit, onDelete }: Props): ReactNode {
  const navigate = useNavigate()
  const { name, namespace } = secret.metadata
  const againstPatch = useReasonAgainst('patch', projectSecret, name, namespace)
  const againstDelete = useReasonAgainst('delete', projectSecret, name, namespace)
  const closeAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <>
      <MenuItem onClick={closeAnd(() => void navigate(href))}>Open</MenuItem>
      <ReasonedMenuItem reason={againstPatch} onClick={closeAnd(() => onEdit(secret))}>
        Edit…
      </ReasonedMenuItem>
      <CopyAsKubectl kind={projectSecret} named={{ name, namespace }} onClose={onClose} />
      <ReasonedMenuItem reason={againstDelete} onClick={closeAnd(() => onDelete(secret))}>
        Delete…
      </ReasonedMenuItem>
    </>
  )
}
