import { KubeconfigDialog } from '#web/connect/kubeconfig-dialog.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import type { ReactNode } from 'react'
import { projectOf } from './instance-words.ts'
import { issueKubeconfig, kubeconfigName } from './issue-kubeconfig.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  onClose: () => void
}

/** kubectl for one space or virtual cluster, by a key that opens nothing else. */
export function ConnectInstance({ side, instance, onClose }: Props): ReactNode {
  const { kind, one, firstCommand, connectCommand } = side
  const { name } = instance.metadata
  const project = projectOf(instance)
  return (
    <KubeconfigDialog
      title={`Connect to ${titleOf(instance)}`}
      issue={() => issueKubeconfig(kind, instance)}
      fileName={kubeconfigName(instance)}
      renderAbout={() => `This kubeconfig acts as you in this ${one}, for 24 hours. Keep it like a password.`}
      first={firstCommand}
      instead={{ words: 'Or with the vcluster command line', command: connectCommand(project, name) }}
      onClose={onClose}
    />
  )
}
