import { clusterPrefix, managementPrefix, spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import type { ExecTarget, ShellTarget } from './open.ts'

/** Where a command in a container is run: the address that `kubectl exec -it` goes to. */
export function execAddress({ place, namespace, pod, container }: ExecTarget, command: string): string {
  const streams = { stdin: '1', stdout: '1', stderr: '1', tty: '1' }
  const query = new URLSearchParams({ command, container, ...streams })
  const path = ['namespaces', namespace, 'pods', pod, 'exec'].map(encodeURIComponent).join('/')
  return `${place.root}/api/v1/${path}?${query}`
}

/** Where the API server lies that the commands of a shell reach. */
export function prefixOf(target: ShellTarget): string {
  switch (target.kind) {
    case 'management':
      return managementPrefix
    case 'cluster':
      return clusterPrefix(target.cluster)
    case 'space':
      return spacePrefix(target.project, target.name)
    default:
      return virtualClusterPrefix(target.project, target.name)
  }
}
