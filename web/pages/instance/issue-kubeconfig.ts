import { managementPrefix, objectPath } from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import { request } from '#web/data/client.ts'
import { projectOf } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

/** Asks the server for a kubeconfig of one space or virtual cluster; each has a key of its own. */
export async function issueKubeconfig(
  kind: Side['kind'],
  { metadata }: Pick<Instance, 'metadata'>,
): Promise<{ kubeConfig: string }> {
  const body = { apiVersion: apiVersionOf(kind), kind: `${kind.kind}KubeConfig`, spec: {} }
  const path = `${managementPrefix}${objectPath(kind, metadata.name, metadata.namespace)}/kubeconfig`
  const { status } = await request<{ status: { kubeConfig: string } }>('POST', path, { body })
  return status
}

/** The file that it is saved as. */
export function kubeconfigName(instance: Pick<Instance, 'metadata'>): string {
  return `${projectOf(instance)}-${instance.metadata.name}.yaml`
}
