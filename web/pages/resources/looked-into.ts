import type { Place } from '#web/data/inside-rights.ts'
import type { Shown } from '#web/pages/instance/shown.ts'
import type { Lookable } from '#web/paths.ts'

/** A space, a virtual cluster or a cluster whose API server can be asked now. */
export interface LookedInto {
  what: Lookable
  /** As people call it. */
  one: 'space' | 'virtual cluster' | 'cluster'
  /** Of a space its one namespace; else all that is there. */
  place: Place
}

/** The space or virtual cluster as addresses name it. */
export function lookableOf({
  side,
  instance,
  project,
}: Pick<Shown, 'side' | 'instance' | 'project'>): Lookable {
  const { name } = instance.metadata
  return side.one === 'space' ? { project, space: name } : { project, virtualCluster: name }
}
