import { asStatusError, request } from '#web/data/client.ts'
import { Time } from '#web/ui/time.tsx'
import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Skeleton from '@mui/material/Skeleton'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Command } from '#web/ui/command.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { sentence } from '#web/ui/error-words.ts'

interface Issued {
  kubeConfig: string
  /** RFC 3339. */
  expires: string
}

const fileName = 'aerie-kubeconfig.yaml'

/** Hands out a kubeconfig with the person's own rights, and the two commands that show that it works. */
export function ConnectDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { mutate, data, error } = useMutation({
    mutationFn: () => request<Issued>('POST', '/auth/kubeconfig', { body: {} }),
  })
  useEffect(() => mutate(), [mutate])
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="connect-title">
      <DialogTitle id="connect-title">Connect kubectl</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          {error !== null && (
            <Alert severity="error" action={<Button onClick={() => mutate()}>Try again</Button>}>
              {sentence(asStatusError(error).message)}
            </Alert>
          )}
          {data === undefined && error === null && <Skeleton variant="rounded" height={180} />}
          {data !== undefined && <Instructions {...data} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}

function Instructions({ kubeConfig, expires }: Issued): ReactNode {
  return (
    <>
      <Typography>
        This kubeconfig acts as you on the management API until <Time at={expires} />. Keep it like a
        password.
      </Typography>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Button variant="contained" onClick={() => download(kubeConfig)}>
          Download {fileName}
        </Button>
        <CopyButton text={kubeConfig} what="the kubeconfig" />
      </Stack>
      <Typography variant="h3">Then try it</Typography>
      <Command what="the first command">{`export KUBECONFIG=~/Downloads/${fileName}`}</Command>
      <Command what="the second command">kubectl get teams</Command>
    </>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}
