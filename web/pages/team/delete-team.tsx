import { team as teamKind, type Team } from '#api/kinds/team.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  team: Team
  title: string
  onClose: () => void
  onDeleted: () => void
}

/** More names than this are counted and not listed. */
const listed = 5

export function DeleteTeam({ team, title, onClose, onDeleted }: Props): ReactNode {
  return (
    <DeleteDialog kind={teamKind} object={team} onClose={onClose} onDeleted={onDeleted}>
      <Box>
        <Typography>What goes with {title}:</Typography>
        <Box component="ul" sx={{ my: 0.5, pl: 3 }}>
          <li>{membersWords(team.spec.users ?? [])}</li>
          <li>Whatever names this team as its owner is left without one.</li>
        </Box>
        <Typography>The people themselves stay. This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

function membersWords(users: readonly string[]): string {
  if (users.length === 0) return 'Nobody is a member, so nobody loses a right.'
  const more = users.length - listed
  const names = visible(users.slice(0, listed).join(', ')) + (more > 0 ? ` and ${more} more` : '')
  const loses = users.length === 1 ? '1 member loses' : `${users.length} members lose`
  return `${loses} what the team gave them: ${names}.`
}
