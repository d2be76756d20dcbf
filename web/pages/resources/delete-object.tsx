import type { KubeObject } from '#kube/types.ts'
import { request } from '#web/data/client.ts'
import { pathOf } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import type { ServedKind } from '#web/data/kinds-inside.ts'
import { deleteCommand } from '#web/form/commands.ts'
import { ConfirmDelete } from '#web/form/delete-dialog.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { goesWith } from './goes-with.ts'
import { stateKey } from './state-key.ts'

interface Props {
  kind: ServedKind
  place: Place
  object: KubeObject
  onClose: () => void
  onDeleted: () => void
}

/** Says what goes with an object, and deletes it. */
export function DeleteObject({ kind, place, object, onClose, onDeleted }: Props): ReactNode {
  const { name, namespace } = object.metadata
  const { lost, typed } = goesWith(stateKey(kind), object)
  const address = `${pathOf(place, kind)}/${encodeURIComponent(name)}`
  return (
    <ConfirmDelete
      one={kind.kind}
      name={name}
      typed={typed}
      mutationKey={['delete', address]}
      command={deleteCommand(kind, { name, namespace })}
      // Jobs alone would leave their pods behind.
      remove={async () => void (await request('DELETE', `${address}?propagationPolicy=Background`))}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {lost.map((line) => (
          <li key={line}>{visible(line)}</li>
        ))}
      </Box>
    </ConfirmDelete>
  )
}
