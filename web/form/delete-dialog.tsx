import type { Kind, ObjectOf } from '#api/kind.ts'
import { asStatusError } from '#web/data/client.ts'
import { kindWords } from '#web/data/kind-words.ts'
import { remove } from '#web/data/writes.ts'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { deleteCommand } from './commands.ts'
import { deletionKey } from './use-deleting.ts'

interface Props<K extends Kind> {
  kind: K
  object: ObjectOf<K>
  /** What goes with it, and what does not. */
  children: ReactNode
  /** Whether its name must be typed, as where much is lost with it; undefined while that is being found out. */
  typed?: boolean | undefined
  onClose: () => void
  onDeleted: () => void
}

/** Shows what goes with the object, and deletes it; where much is lost, once its name was typed. */
export function DeleteDialog<K extends Kind>(props: Props<K>): ReactNode {
  const { kind, object, children, onClose, onDeleted } = props
  const client = useQueryClient()
  return (
    <ConfirmDelete
      one={kindWords(kind).one}
      name={object.metadata.name}
      typed={'typed' in props ? props.typed : true}
      mutationKey={deletionKey(kind, object.metadata)}
      command={deleteCommand(kind, object.metadata)}
      remove={() => remove(client, kind, object)}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {children}
    </ConfirmDelete>
  )
}

interface ConfirmProps {
  /** What people call such an object. */
  one: string
  name: string
  typed: boolean | undefined
  /** Under which the deletion goes on. */
  mutationKey: readonly unknown[]
  command: string
  remove: () => Promise<void>
  children: ReactNode
  onClose: () => void
  onDeleted: () => void
}

/** The same for an object of any API server. */
export function ConfirmDelete(props: ConfirmProps): ReactNode {
  const { one, name, typed: asks, mutationKey, command, remove, children, onClose, onDeleted } = props
  const [typed, setTyped] = useState('')
  const deletion = useMutation({ mutationKey, mutationFn: remove, onSuccess: onDeleted })
  const reason =
    asks === undefined
      ? 'What goes with it is being looked at.'
      : asks && typed !== name
        ? `Type ${name} to confirm.`
        : undefined
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="delete-title">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason === undefined && !deletion.isPending) deletion.mutate()
        }}
      >
        <DialogTitle id="delete-title">
          Delete {one} {name}?
        </DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {children}
            {asks === true && (
              <TextField
                autoFocus
                label={`Type ${name} to confirm`}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }}
                sx={{ mt: '20px !important' }}
              />
            )}
            {deletion.error !== null && (
              <Alert severity="error">{sentence(asStatusError(deletion.error).message)}</Alert>
            )}
            <Typography variant="body2" color="textSecondary">
              The same on the command line:
            </Typography>
            <Command>{command}</Command>
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} autoFocus={asks !== true}>
            Cancel
          </Button>
          <ReasonedButton
            type="submit"
            variant="contained"
            color="error"
            reason={reason}
            loading={deletion.isPending}
          >
            Delete {one}
          </ReasonedButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
