import { team as teamKind, type Team } from '#api/kinds/team.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { named } from '#web/ui/name-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { ownedOf } from './owned.ts'
import { useOwned } from './use-owned.ts'

interface Props {
  team: Team
  title: string
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a team, and says who loses what with it and what is left without an owner. */
export function DeleteTeam({ team, title, onClose, onDeleted }: Props): ReactNode {
  const owned = useOwned(ownedOf('team', team.metadata.name))
  return (
    <DeleteDialog
      kind={teamKind}
      object={team}
      typed={owned === undefined ? undefined : true}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box>
        <Typography>What goes with {title}:</Typography>
        <Box component="ul" aria-live="polite" sx={{ my: 0.5, pl: 3 }}>
          <li>{membersWords(team.spec.users ?? [])}</li>
          <li>{owned ?? 'Looking at what the team owns…'}</li>
        </Box>
        <Typography>The people themselves stay. This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

function membersWords(users: readonly string[]): string {
  if (users.length === 0) return 'Nobody is a member, so nobody loses a right.'
  const loses = users.length === 1 ? '1 member loses' : `${users.length} members lose`
  return `${loses} what the team gave them: ${named(users)}.`
}
