import { team as teamKind, type Team } from '#api/kinds/team.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { paths } from '#web/paths.ts'
import { CopyAsKubectl } from '#web/shell/copy-as-kubectl.tsx'
import { ReasonedMenuItem } from '#web/ui/reasoned-menu-item.tsx'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

interface Props {
  team: Team
  onClose: () => void
  onDelete: (team: Team) => void
}

/** What can be done with a team, asked of the server for this very team when the menu opens. */
export function TeamMenu({ team, onClose, onDelete }: Props): ReactNode {
  const navigate = useNavigate()
  const { name } = team.metadata
  const againstPatch = useReasonAgainst('patch', teamKind, name)
  const againstDelete = useReasonAgainst('delete', teamKind, name)
  const goTo = (path: string) => () => {
    onClose()
    void navigate(path)
  }
  return (
    <>
      <MenuItem onClick={goTo(paths.team(name))}>Open</MenuItem>
      <ReasonedMenuItem reason={againstPatch} onClick={goTo(paths.editTeam(name))}>
        Edit…
      </ReasonedMenuItem>
      <CopyAsKubectl kind={teamKind} named={{ name }} onClose={onClose} />
      <ReasonedMenuItem
        reason={againstDelete}
        onClick={() => {
          onClose()
          onDelete(team)
        }}
      >
        Delete…
      </ReasonedMenuItem>
    </>
  )
}
