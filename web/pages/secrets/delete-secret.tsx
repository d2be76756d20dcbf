import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { counted, named } from '#web/ui/name-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { readersOf } from './secret-form.ts'

interface Props {
  secret: ProjectSecret
  onClose: () => void
  onDeleted: () => void
}

const losers = {
  nobody: 'Its owner and the admins of the project lose it.',
  everybody: 'Everybody in the project loses it.',
  custom: 'Those whom its access list names lose it, too.',
} as const

/** Deletes a secret, and says what is lost with it and for whom. */
export function DeleteSecret({ secret, onClose, onDeleted }: Props): ReactNode {
  const keys = Object.keys(secret.spec.data ?? {}).toSorted()
  return (
    <DeleteDialog kind={projectSecret} object={secret} onClose={onClose} onDeleted={onDeleted}>
      <Box>
        <Typography>What goes with {titleOf(secret)}:</Typography>
        <Box component="ul" sx={{ my: 0.5, pl: 3 }}>
          <li>
            {keys.length === 0
              ? 'No value: it is empty.'
              : `${counted(keys.length, 'value')}: ${named(keys)}.`}
          </li>
          <li>{losers[readersOf(secret.spec)]}</li>
        </Box>
        <Typography>
          What was made with its values stays as it is. The values are kept nowhere else: this cannot be
          undone.
        </Typography>
      </Box>
    </DeleteDialog>
  )
}
