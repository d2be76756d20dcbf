import type { OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { Command } from '#web/ui/command.tsx'
import { Time } from '#web/ui/time.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { commandsWith, keyTitle, wordsOfScope, type KeyTarget } from './key-scope.ts'

interface Props {
  /** As it was made, with the key itself. */
  accessKey: OwnedAccessKey
  target: KeyTarget
  onClose: () => void
}

/** A key that was just made, shown this once. Only its button closes it, so that nobody loses it by a slip. */
export function NewKey({ accessKey, target, onClose }: Props): ReactNode {
  const { spec, status } = accessKey
  const key = spec.key ?? ''
  const { curl, kubectl, login } = commandsWith(key, target, window.location.origin)
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="made-key-title">
      <DialogTitle id="made-key-title">{keyTitle(accessKey)}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Alert severity="warning">
            Copy the key now: it is shown this once and kept nowhere. Whoever has it can do what it opens.
          </Alert>
          <Command what="the key">{key}</Command>
          <Typography variant="body2" color="textSecondary">
            {wordsOfScope(spec.scope)},{' '}
            {status?.expires === undefined ? (
              'for ever'
            ) : (
              <>
                until <Time at={status.expires} />
              </>
            )}
            .
          </Typography>
          <Typography variant="h3">With curl</Typography>
          <Command what="the curl command">{curl}</Command>
          <Typography variant="h3">With kubectl and a kubeconfig of the same place</Typography>
          <Command what="the kubectl command">{kubectl}</Command>
          {login !== undefined && (
            <>
              <Typography variant="h3">With the vcluster CLI</Typography>
              <Command what="the login command">{login}</Command>
            </>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  )
}
