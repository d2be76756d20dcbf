import { mono } from '#web/theme/theme.ts'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'
import { addressWarning } from './hostile.ts'

/** What a terminal asks before it is done: what comes from a program, or a clipboard, is anybody's text. */
export type Question = { ask: 'follow'; url: URL } | { ask: 'paste'; text: string }

interface Props {
  question: Question
  onPaste: (text: string) => void
  onClose: () => void
}

export function AskDialog({ question, onPaste, onClose }: Props): ReactNode {
  const id = useId()
  const follows = question.ask === 'follow'
  const warning = follows ? addressWarning(question.url) : undefined
  const go = (): void => {
    onClose()
    if (question.ask === 'paste') onPaste(question.text)
    else window.open(question.url.href, '_blank', 'noopener,noreferrer')
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>{follows ? 'Open this address?' : titleOf(question.text)}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 1 }}>
          {follows
            ? 'A program in the terminal shows it. It opens in a new window.'
            : 'Each line may run as a command as soon as it is pasted.'}
        </Typography>
        <Box
          component="pre"
          tabIndex={0}
          role="region"
          aria-label={follows ? 'Address' : 'Text'}
          sx={textStyle}
        >
          {visible(follows ? question.url.href : question.text)}
        </Box>
        {warning !== undefined && (
          <Alert severity="warning" sx={{ mt: 1 }}>
            {warning}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" autoFocus onClick={go}>
          {follows ? `Open ${question.url.host}` : 'Paste'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function titleOf(text: string): string {
  const lines = text.replace(/[\r\n]+$/, '').split(/\r\n?|\n/).length
  return lines === 1 ? 'Paste a line and run it?' : `Paste ${lines} lines?`
}

const textStyle = {
  m: 0,
  p: 1,
  maxHeight: 240,
  overflow: 'auto',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  fontFamily: mono,
  fontSize: '0.8125rem',
  whiteSpace: 'pre-wrap',
} as const
