import type { Project } from '#api/kinds/project.ts'
import type { Instance } from '#web/pages/instance/sides.ts'
import { roleIn } from '#web/pages/project/roles.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { projectRows } from '#web/quota/project-quotas.ts'
import { fillOf, headroomWords, quotaKeyWords, usedWords } from '#web/quota/quota-words.ts'
import { phaseOf, phaseOrder, type Phase } from '#web/ui/phase-words.ts'

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

/** So long something may be on the way before it is worth a look, in milliseconds. */
const patience = 120_000

/**
 * What has failed or waits for long, and is somebody's to mend: their own, and all of projects that they are admin
 * of.
 */
export function troubledOf<T extends Instance>(
  instances: readonly T[],
  projects: readonly Project[],
  me: Me,
  now: number,
): T[] {
  const led = new Set(
    projects.filter((project) => roleIn(project, me) === 'admin').map(({ metadata }) => metadata.name),
  )
  return instances.filter(
    (instance) => isTroubled(instance, now) && (isMine(instance, me) || led.has(projectOf(instance))),
  )
}

function isTroubled(instance: Instance, now: number): boolean {
  const phase = phaseOf(instance)
  return phase === 'Failed' || (phase === 'Pending' && now - Date.parse(waitsSince(instance)) > patience)
}

/** Since when something is not ready, RFC 3339: since its last step, or since it was made. */
export function waitsSince({ metadata, status }: Pick<Instance, 'metadata' | 'status'>): string {
  const held = (status?.conditions ?? []).flatMap(({ status, lastTransitionTime: at }) =>
    status === 'False' && typeof at === 'string' ? [at] : [],
  )
  return held.toSorted().at(-1) ?? metadata.creationTimestamp ?? ''
}

/** How several are, in a word: all ready, or how many are in which other phase. */
export function summaryOf(instances: readonly Instance[]): { phase: Phase; words: string } | undefined {
  const counts = new Map<Phase, number>()
  for (const instance of instances) counts.set(phaseOf(instance), (counts.get(phaseOf(instance)) ?? 0) + 1)
  const phases = [...counts.keys()].sort((one, other) => phaseOrder[one] - phaseOrder[other])
  const [worst] = phases
  if (worst === undefined) return undefined
  if (worst === 'Ready') return { phase: worst, words: instances.length === 1 ? 'Ready' : 'All ready' }
  const words = phases.map((phase) => `${counts.get(phase)} ${phase.toLowerCase()}`).join(', ')
  return { phase: worst, words }
}

/** A quota with nothing left. */
export interface FullQuota {
  project: Project
  key: string
  /** `Virtual clusters: 5 of 5, none left`. */
  words: string
}

export function fullQuotas(projects: readonly Project[]): FullQuota[] {
  return projects.flatMap((project) =>
    projectRows(project)
      .filter((row) => row.limit !== 0 && fillOf(row) !== 'free')
      .map((row) => ({
        project,
        key: row.key,
        words: `${quotaKeyWords(row.key)}: ${usedWords(row)}, ${headroomWords(row)}`,
      })),
  )
}
