import type { Project } from '#api/kinds/project.ts'
import type { QuotaNumbers } from '#api/quota.ts'
import type { Exceeded } from './denials.ts'
import { consumersOf, limitIn, usedBy, type Consumer } from './project-quotas.ts'

/** One limit before and after something is made. */
export interface QuotaAfter extends QuotaNumbers {
  /** Who has most of it; of somebody's own limit nobody else has any. */
  topConsumers: readonly Consumer[]
}

/** What is to be made: its kind's plural, whose it will be as `user:maya` or `team:red`, and its template. */
export interface Wanted {
  plural: string
  owner: string
  template: string
}

/** What the limits of a project would say after one more, as the project itself counts. */
export function quotaAfter(project: Project, { plural, owner, template }: Wanted): QuotaAfter[] {
  const keys = [plural, `${plural}.active`, ...(template === '' ? [] : [`${plural}.template=${template}`])]
  const [as = '', who = ''] = owner.split(/:(.*)/s)
  const { project: whole, user: each } = project.spec.quotas ?? {}
  const used = project.status?.quotas
  const own = as === 'team' ? used?.user?.used?.teams?.[who] : used?.user?.used?.users?.[who]
  const line = (key: string, limit: number, use: number): Omit<QuotaAfter, 'scope' | 'topConsumers'> => ({
    key,
    limit,
    used: use,
    after: use + 1,
  })
  return keys.flatMap((key): QuotaAfter[] => {
    const [all, mine] = [limitIn(whole, key), limitIn(each, key)]
    return [
      ...(all === undefined
        ? []
        : [
            {
              scope: 'project' as const,
              ...line(key, all, usedBy(used?.project?.used, key)),
              topConsumers: consumersOf(project, key).slice(0, most),
            },
          ]),
      ...(mine === undefined || who === ''
        ? []
        : [
            {
              scope: as === 'team' ? ('per-team' as const) : ('per-user' as const),
              who,
              ...line(key, mine, usedBy(own, key)),
              topConsumers: [],
            },
          ]),
    ]
  })
}

/** How many of those who use most are named. */
const most = 3

/** The same with what the server says of this very object, which knows of what was made a moment ago. */
export function correctedBy(
  lines: readonly QuotaAfter[],
  { numbers, exceeded }: { numbers: readonly QuotaNumbers[] | undefined; exceeded: readonly Exceeded[] },
): readonly QuotaAfter[] {
  const consumers = ({ scope, key }: Pick<QuotaNumbers, 'scope' | 'key'>) =>
    lines.find((line) => line.scope === scope && line.key === key)?.topConsumers ?? []
  if (numbers !== undefined)
    return numbers
      .filter(({ used, after }) => after !== used)
      .map((line) => ({ ...line, topConsumers: consumers(line) }))
  const refused = exceeded.map(({ topConsumers, ...line }) => ({
    ...line,
    after: line.used + 1,
    topConsumers: topConsumers.length > 0 ? topConsumers : consumers(line),
  }))
  const others = lines.filter(
    ({ scope, key }) => !refused.some((line) => line.scope === scope && line.key === key),
  )
  return [...refused, ...others]
}

/** The limits for which there is no room. */
export function withoutRoom(lines: readonly QuotaAfter[]): QuotaAfter[] {
  return lines.filter(({ after, limit }) => after > limit)
}
