import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { openShell } from '#web/terminal/open.ts'
import { CopyAsKubectl } from '#web/shell/copy-as-kubectl.tsx'
import { ReasonedMenuItem } from '#web/ui/reasoned-menu-item.tsx'
import type { ReactNode } from 'react'

interface Props {
  cluster: Cluster
  onClose: () => void
}

/** What can be done with a cluster as a whole, by who looks after it. */
export function ClusterMenu({ cluster, onClose }: Props): ReactNode {
  const { name } = cluster.metadata
  const reason = useReasonAgainst('update', clusterKind, name)
  return (
    <>
      <ReasonedMenuItem
        reason={
          reason === undefined ? undefined : 'A kubectl shell in a whole cluster is for who may change it.'
        }
        onClick={() => {
          onClose()
          openShell({ target: { kind: 'cluster', cluster: name } })
        }}
      >
        kubectl shell
      </ReasonedMenuItem>
      <CopyAsKubectl kind={clusterKind} named={{ name }} onClose={onClose} />
    </>
  )
}
