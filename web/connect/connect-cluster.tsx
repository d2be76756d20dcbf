import type { Cluster } from '#api/kinds/cluster.ts'
import { titleOf } from '#web/ui/object-words.ts'
import type { ReactNode } from 'react'
import { OwnKubeconfig } from './own-kubeconfig.tsx'

/** kubectl for a whole connected cluster, as far as its own RBAC lets the person. */
export function ConnectCluster({ cluster, onClose }: { cluster: Cluster; onClose: () => void }): ReactNode {
  const { name } = cluster.metadata
  return (
    <OwnKubeconfig
      title={`Connect to ${titleOf(cluster)}`}
      cluster={name}
      where="on this cluster"
      fileName={`${name}.yaml`}
      first="kubectl get nodes"
      onClose={onClose}
    />
  )
}
