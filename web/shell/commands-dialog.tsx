import { Command } from '#web/ui/command.tsx'
import { ReadDialog } from '#web/ui/read-dialog.tsx'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  title: string
  commands: readonly { words: string; command: string }[]
  onClose: () => void
}

/** What the console offers to do with something, as commands to copy. */
export function CommandsDialog({ title, commands, onClose }: Props): ReactNode {
  return (
    <ReadDialog title={`${title} with kubectl`} onClose={onClose}>
      {commands.map(({ words, command }) => (
        <Box key={command}>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
            {words}
          </Typography>
          <Command what={`“${words}”`}>{command}</Command>
        </Box>
      ))}
    </ReadDialog>
  )
}
