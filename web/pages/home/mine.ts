import type { Project } from '#api/kinds/project.ts'
import type { Instance } from '#web/pages/instance/sides.ts'
import { roleIn } from '#web/pages/project/roles.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { projectRows } from '#web/quota/project-quotas.ts'
import { fillOf, headroomWords, quotaKeyWords, usedWords } from '#web/quota/quota-words.ts'
import { phaseOf, phaseOrder } from '#web/ui/phase-words.ts'

/** The person, as far as owning and membership go. */
export interface Me {
  user?: string | undefined
  teamNames: readonly string[]
}

/** Whether somebody owns it, or a team of theirs does. */
function isMine({ spec: { owner } }: Pick<Instance, 'spec'>, { user, teamNames }: Me): boolean {
  if (owner?.user !== undefined && owner.user !== '') return owner.user === user
  return owner?.team !== undefined && teamNames.includes(owner.team)
}

/** One's own, those first that want to be looked at, then the youngest. */
export function mineOf<T extends Instance>(instances: readonly T[], me: Me): T[] {
  return instances
    .filter((instance) => isMine(instance, me))
    .sort(
      (one, other) =>
        phaseOrder[phaseOf(one)] - phaseOrder[phaseOf(other)] ||
        (other.metadata.creationTimestamp ?? '').localeCompare(one.metadata.creationTimestamp ?? '') ||
        one.metadata.name.localeCompare(other.metadata.name),
    )
}

/** Projects that somebody is a member of. */
export function myProjects(projects: readonly Project[], me: Me): Project[] {
  return projects.filter((project) => roleIn(project, me) !== undefined)
}

/** What has failed and is somebody's to mend: their own, and all of projects that they are admin of. */
export function failingOf<T extends Instance>(
  instances: readonly T[],
  projects: readonly Project[],
  me: Me,
): T[] {
  const led = new Set(
    projects.filter((project) => roleIn(project, me) === 'admin').map(({ metadata }) => metadata.name),
  )
  return instances.filter(
    (instance) => phaseOf(instance) === 'Failed' && (isMine(instance, me) || led.has(projectOf(instance))),
  )
}

/** A quota with nothing left. */
export interface FullQuota {
  project: string
  key: string
  /** `Virtual clusters: 5 of 5, none left`. */
  words: string
}

export function fullQuotas(projects: readonly Project[]): FullQuota[] {
  return projects.flatMap((project) =>
    projectRows(project)
      .filter((row) => row.limit !== 0 && fillOf(row) !== 'free')
      .map((row) => ({
        project: project.metadata.name,
        key: row.key,
        words: `${quotaKeyWords(row.key)}: ${usedWords(row)}, ${headroomWords(row)}`,
      })),
  )
}
