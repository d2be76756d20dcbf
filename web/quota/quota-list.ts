import type { Project } from '#api/kinds/project.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { amountLimits, perOwnerLimits, projectRows, projectUse, usersOf } from './project-quotas.ts'
import { fillOf, quotaKeyWords, type QuotaUse } from './quota-words.ts'

/** One quota among all that somebody may see. */
export interface QuotaListRow {
  metadata: { name: string; uid: string }
  project: Project
  title: string
  key: string
  /** Of the whole project, or of each person and each team in it. */
  scope: 'project' | 'each'
  /** Of a quota that each has, what the one uses who uses most. Undefined where nobody counts. */
  use?: QuotaUse
  /** The limit as it is written. */
  limit: string
  /** Who uses something of it, the largest first. */
  consumers: ReturnType<typeof usersOf>
}

/** Every limit in these projects. */
export function quotaList(projects: readonly Project[]): QuotaListRow[] {
  return projects.flatMap((project) => {
    const make = (key: string, scope: QuotaListRow['scope'], rest: Pick<QuotaListRow, 'use' | 'limit'>) => ({
      metadata: { name: project.metadata.name, uid: quotaKey(project.metadata.name, scope, key) },
      project,
      title: titleOf(project),
      key,
      scope,
      consumers: rest.use === undefined ? [] : usersOf(project, key),
      ...rest,
    })
    const ofAll = projectRows(project).flatMap(({ key, used, limit }) =>
      limit === undefined ? [] : [make(key, 'project', { use: { used, limit }, limit: String(limit) })],
    )
    const ofEach = perOwnerLimits(project).map(({ key, limit }) => {
      const used = usersOf(project, key)[0]?.used ?? 0
      return make(key, 'each', { use: { used, limit }, limit: String(limit) })
    })
    const amounts = amountLimits(project).map(({ key, limit, each }) =>
      make(key, each ? 'each' : 'project', { limit }),
    )
    return [...ofAll, ...ofEach, ...amounts]
  })
}

/** Names a quota in addresses. */
function quotaKey(project: string, scope: QuotaListRow['scope'], key: string): string {
  return `${project}/${scope}/${key}`
}

/** What a quota limits, in words: `Spaces, for each` is what a person or a team may have alone. */
export function quotaTitle({ key, scope }: Pick<QuotaListRow, 'key' | 'scope'>): string {
  return scope === 'each' ? `${quotaKeyWords(key)}, for each` : quotaKeyWords(key)
}

/** The part that is left: less than nothing where the limit is exceeded; undefined where nobody counts. */
export function shareLeft({ use }: Pick<QuotaListRow, 'use'>): number | undefined {
  if (use?.limit === undefined) return undefined
  return use.limit === 0 ? -use.used : (use.limit - use.used) / use.limit
}

/** How near the limit is; what has a fifth or less left is near. */
export function nearness({ use }: Pick<QuotaListRow, 'use'>): 'over' | 'full' | 'near' | 'free' | 'unknown' {
  if (use === undefined) return 'unknown'
  const fill = fillOf(use)
  return fill === 'free' && (shareLeft({ use }) ?? 1) <= 0.2 ? 'near' : fill
}

/** Who would have more than a new limit lets them, of a quota that each has; undefined where nothing would be over. */
export function overWords(
  { project, key, scope }: Pick<QuotaListRow, 'project' | 'key' | 'scope'>,
  limit: number,
  titleOf: (kind: 'User' | 'Team', name: string) => string,
): string | undefined {
  if (scope === 'project') {
    const { used } = projectUse(project, key)
    if (used <= limit) return undefined
    return `${used} are there, ${used - limit} more than that. All of them stay, and no more can be made.`
  }
  const over = usersOf(project, key).filter(({ used }) => used > limit)
  if (over.length === 0) return undefined
  const named = over.slice(0, 3).map(({ kind, name, used }) => `${titleOf(kind, name)} has ${used}`)
  const more = over.length > 3 ? `, and ${over.length - 3} more have too many` : ''
  return `${named.join(', ')}${more}. All of it stays, and they can make no more.`
}
