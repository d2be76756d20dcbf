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

/** `1 project (Shop) and 2 spaces (dev and test)`: what is this team's own; empty if nothing is. */
export function ownedWords(team: string, { projects, virtualClusters, spaces }: Ownable): string {
  const parts = (
    [
      ['project', projects],
      ['virtual cluster', virtualClusters],
      ['space', spaces],
    ] as const
  ).flatMap(([what, objects]) => {
    const titles = objects.filter(({ spec }) => spec.owner?.team === team).map(titleOf)
    return titles.length === 0 ? [] : [`${counted(titles.length, what)} (${named(titles)})`]
  })
  return inARow(parts)
}
