import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a space or a virtual cluster, and says what is lost with it. */
export function DeleteInstance({ side, instance, onClose, onDeleted }: Props): ReactNode {
  const { cluster = '', namespace = '' } = instance.spec.clusterRef ?? {}
  const where = cluster === '' ? '' : ` ${namespace} on cluster ${cluster}`
  return (
    <DeleteDialog kind={side.kind} object={instance} onClose={onClose} onDeleted={onDeleted}>
      <Box>
        <Typography>What goes with {titleOf(instance)}:</Typography>
        <Box component="ul" sx={{ my: 0.5, pl: 3 }}>
          {side.lost(where).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>Every kubeconfig for it stops working.</li>
        </Box>
        <Typography>
          Its place in the quota is free again once all of it is gone. This cannot be undone.
        </Typography>
      </Box>
    </DeleteDialog>
  )
}
