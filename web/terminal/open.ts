import { wantDock } from './wanted.ts'
import type { Place } from '#web/data/inside-rights.ts'

/** A container in which a shell is opened. */
export interface ExecTarget {
  place: Place
  namespace: string
  pod: string
  container: string
}

/** Where a kubectl shell works: what its commands reach, and nothing else. */
export type ShellTarget =
  | { kind: 'management' }
  | { kind: 'cluster'; cluster: string }
  | { kind: 'space' | 'virtualCluster'; project: string; name: string }

/** What any page calls; nothing of a terminal is loaded before. */
function dock() {
  wantDock()
  return import('./dock.ts')
}

/** Opens a shell in a container, in a tab of the dock. */
export function openExec(target: ExecTarget): void {
  void dock().then(({ addExec }) => addExec(target))
}

/** Opens a kubectl shell with the person's own rights, in a tab of the dock. */
export function openShell({ target }: { target: ShellTarget }): void {
  void dock().then(({ addShell }) => addShell(target))
}
