import type { Project } from '#api/kinds/project.ts'
import type { Instance } from '#web/pages/instance/sides.ts'
import { counted, inARow, named } from '#web/ui/name-words.ts'
import { titleOf } from '#web/ui/object-words.ts'

/** What may have an owner, as far as the person may see it. */
export interface Ownable {
  projects: readonly Pick<Project, 'metadata' | 'spec'>[]
  virtualClusters: readonly Pick<Instance, 'metadata' | 'spec'>[]
  spaces: readonly Pick<Instance, 'metadata' | 'spec'>[]
}

interface Owned {
  spec: { owner?: { user?: string | undefined; team?: string | undefined } | undefined }
}

/** Whether something is somebody's own. */
export type IsOwned = (object: Owned) => boolean

export function ownedOf(kind: 'user' | 'team', name: string): IsOwned {
  return ({ spec }) => spec.owner?.[kind] === name
}

/** `1 project (Shop) and 2 spaces (dev and test)`: what is somebody's own; empty if nothing is. */
export function ownedWords(isOwned: IsOwned, { projects, virtualClusters, spaces }: Ownable): string {
  const parts = (
    [
      ['project', projects],
      ['virtual cluster', virtualClusters],
      ['space', spaces],
    ] as const
  ).flatMap(([what, objects]) => {
    const titles = objects.filter(isOwned).map(titleOf)
    return titles.length === 0 ? [] : [`${counted(titles.length, what)} (${named(titles)})`]
  })
  return inARow(parts)
}
