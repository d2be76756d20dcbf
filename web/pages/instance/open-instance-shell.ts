import { openShell } from '#web/terminal/open.ts'
import { projectOf } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

/** Opens a kubectl shell in a space or a virtual cluster. */
export function openInstanceShell(side: Side, instance: Instance): void {
  const kind = side.one === 'space' ? 'space' : 'virtualCluster'
  openShell({ target: { kind, project: projectOf(instance), name: instance.metadata.name } })
}
