import { managementPrefix, objectPath } from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import { KubeconfigDialog } from '#web/connect/kubeconfig-dialog.tsx'
import { request } from '#web/data/client.ts'
import { titleOf } from '#web/ui/object-words.ts'
import type { ReactNode } from 'react'
import { projectOf } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  onClose: () => void
}

/** kubectl for one space or virtual cluster, by a key that opens nothing else. */
export function ConnectInstance({ side, instance, onClose }: Props): ReactNode {
  const { kind, one, firstCommand, connectCommand } = side
  const { name, namespace } = instance.metadata
  const project = projectOf(instance)
  const issue = async (): Promise<{ kubeConfig: string }> => {
    const body = { apiVersion: apiVersionOf(kind), kind: `${kind.kind}KubeConfig`, spec: {} }
    const path = `${managementPrefix}${objectPath(kind, name, namespace)}/kubeconfig`
    const { status } = await request<{ status: { kubeConfig: string } }>('POST', path, { body })
    return status
  }
  return (
    <KubeconfigDialog
      title={`Connect to ${titleOf(instance)}`}
      issue={issue}
      fileName={`${project}-${name}.yaml`}
      renderAbout={() => `This kubeconfig acts as you in this ${one}, for 24 hours. Keep it like a password.`}
      first={firstCommand}
      instead={{ words: 'Or with the vcluster command line', command: connectCommand(project, name) }}
      onClose={onClose}
    />
  )
}
