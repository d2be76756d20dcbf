import { user as userKind, type User } from '#api/kinds/user.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { ownedOf } from '#web/pages/team/owned.ts'
import { useOwned } from '#web/pages/team/use-owned.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { counted, named } from '#web/ui/name-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  user: User
  onClose: () => void
  onDeleted: () => void
}

/** Deletes somebody's account, and says what goes with it and what is left without an owner. */
export function DeleteUser({ user, onClose, onDeleted }: Props): ReactNode {
  const { name } = user.metadata
  const owned = useOwned(ownedOf('user', name))
  const teams = user.status?.teams ?? []
  return (
    <DeleteDialog
      kind={userKind}
      object={user}
      typed={owned === undefined ? undefined : true}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box>
        <Typography>What goes with {titleOf(user)}:</Typography>
        <Box component="ul" aria-live="polite" sx={{ my: 0.5, pl: 3 }}>
          <li>Their password, their sessions and all their access keys.</li>
          <li>
            {teams.length === 0
              ? 'They are in no team.'
              : `Their place in ${counted(teams.length, 'team')}: ${named(teams)}.`}
          </li>
          <li>{owned ?? 'Looking at what they own…'}</li>
        </Box>
        <Typography>
          To keep somebody out and everything else as it is, disable them instead. This cannot be undone.
        </Typography>
      </Box>
    </DeleteDialog>
  )
}
