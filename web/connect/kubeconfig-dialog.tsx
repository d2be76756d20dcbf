import { asStatusError } from '#web/data/client.ts'
import { Command } from '#web/ui/command.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { sentence } from '#web/ui/error-words.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { download } from './download.ts'

interface Props<Issued extends { kubeConfig: string }> {
  title: string
  /** Asks the server for a kubeconfig; each has a key of its own. */
  issue: () => Promise<Issued>
  fileName: string
  /** What it is good for and until when. */
  renderAbout: (issued: Issued) => ReactNode
  /** A first command to try. */
  first: string
  /** Another way to the same, in words and as a command. */
  instead?: { words: string; command: string }
  onClose: () => void
}

/** Hands out a kubeconfig with the person's own rights, and the commands that show that it works. */
export function KubeconfigDialog<Issued extends { kubeConfig: string }>(props: Props<Issued>): ReactNode {
  const { title, issue, fileName, renderAbout, first, instead, onClose } = props
  const { mutate, data, error } = useMutation({ mutationFn: issue })
  useEffect(() => mutate(), [mutate])
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="connect-title">
      <DialogTitle id="connect-title">{title}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {error !== null && (
            <Alert severity="error" action={<Button onClick={() => mutate()}>Try again</Button>}>
              {sentence(asStatusError(error).message)}
            </Alert>
          )}
          {data === undefined && error === null && <Skeleton variant="rounded" height={180} />}
          {data !== undefined && (
            <>
              <Typography>{renderAbout(data)}</Typography>
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                <Button variant="contained" onClick={() => download(data.kubeConfig, fileName)} sx={longName}>
                  Download {fileName}
                </Button>
                <CopyButton text={data.kubeConfig} what="the kubeconfig" />
              </Box>
              <Typography variant="h3">Then try it</Typography>
              <Command what="the first command">{`export KUBECONFIG=~/Downloads/${fileName}`}</Command>
              <Command what="the second command">{first}</Command>
            </>
          )}
          {instead !== undefined && (
            <>
              <Typography variant="h3">{instead.words}</Typography>
              <Command what="the command of the other tool">{instead.command}</Command>
            </>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}

const longName = { whiteSpace: 'normal', textAlign: 'left', minWidth: 0 } as const
