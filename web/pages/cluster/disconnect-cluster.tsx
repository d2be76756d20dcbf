import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { listOf } from '#web/data/queries.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { named } from '#web/ui/name-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

interface Props {
  cluster: Cluster
  onClose: () => void
  onDeleted: () => void
}

/** Disconnects a cluster, and says what is on it, for which that waits. */
export function DisconnectCluster({ cluster, onClose, onDeleted }: Props): ReactNode {
  const { name } = cluster.metadata
  const virtualClusters = useQuery(listOf(virtualClusterInstance)).data?.items
  const spaces = useQuery(listOf(spaceInstance)).data?.items
  const all =
    virtualClusters === undefined || spaces === undefined
      ? undefined
      : [...virtualClusters, ...spaces].filter(({ spec }) => spec.clusterRef?.cluster === name)
  return (
    <DeleteDialog
      kind={clusterKind}
      object={cluster}
      typed={all === undefined ? undefined : true}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box aria-live="polite">
        <Typography>
          {all === undefined
            ? 'Looking at what is on it…'
            : all.length === 0
              ? 'Nothing of Aerie’s is on it. Aerie forgets how to reach it; the cluster itself stays as it is.'
              : `${all.length === 1 ? 'One space or virtual cluster is' : `${all.length} spaces and virtual clusters are`} on it: ${named(all.map(titleOf))}. They stay, and it is disconnected when the last of them is deleted. Nothing new is put on it from now on.`}
        </Typography>
      </Box>
    </DeleteDialog>
  )
}
