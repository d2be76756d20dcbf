import { ownedAccessKey, type OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { asStatusError } from '#web/data/client.ts'
import { remove } from '#web/data/writes.ts'
import { deleteCommand } from '#web/form/commands.ts'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { Age } from '#web/ui/time.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { keyTitle, wordsOfScope } from './key-scope.ts'

interface Props {
  accessKey: OwnedAccessKey
  onClose: () => void
}

/** Revokes a key, and says before what stops working with it. */
export function RevokeDialog({ accessKey, onClose }: Props): ReactNode {
  const client = useQueryClient()
  const { metadata, spec, status } = accessKey
  const revoking = useMutation({
    mutationFn: () => remove(client, ownedAccessKey, accessKey),
    onSuccess: onClose,
  })
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="revoke-title">
      <DialogTitle id="revoke-title">Revoke the access key “{keyTitle(accessKey)}”?</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box component="ul" sx={{ m: 0, pl: 3 }}>
            <li>Whatever signs in with it is refused from now on, and its open streams end.</li>
            <li>It opens: {wordsOfScope(spec.scope)}.</li>
            <li>
              {status?.lastActivity === undefined ? (
                'It was never used.'
              ) : (
                <>
                  It was last used <Age at={status.lastActivity} /> ago.
                </>
              )}
            </li>
          </Box>
          <Typography>
            A revoked key does not come back. Kubeconfigs and pipelines that have it need another one.
          </Typography>
          {revoking.error !== null && (
            <Alert severity="error">{sentence(asStatusError(revoking.error).message)}</Alert>
          )}
          <Typography variant="body2" color="textSecondary">
            The same on the command line:
          </Typography>
          <Command>{deleteCommand(ownedAccessKey, { name: metadata.name })}</Command>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Cancel
        </Button>
        <Button
          variant="contained"
          color="error"
          loading={revoking.isPending}
          onClick={() => revoking.mutate()}
        >
          Revoke
        </Button>
      </DialogActions>
    </Dialog>
  )
}
