import { Command } from '#web/ui/command.tsx'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

interface Props {
  title: string
  commands: readonly { words: string; command: string }[]
  onClose: () => void
}

/** What the console offers to do with something, as commands to copy. */
export function CommandsDialog({ title, commands, onClose }: Props): ReactNode {
  const id = useId()
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{title} with kubectl</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {commands.map(({ words, command }) => (
          <Box key={command}>
            <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
              {words}
            </Typography>
            <Command what={`“${words}”`}>{command}</Command>
          </Box>
        ))}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  )
}
