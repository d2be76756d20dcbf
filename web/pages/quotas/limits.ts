import type { Project } from '#api/kinds/project.ts'
import type { QuotaListRow } from '#web/quota/quota-list.ts'
import { perOwnerLimits, projectRows, spacesKey, virtualClustersKey } from '#web/quota/project-quotas.ts'

type Texts = Record<string, string>

/** The counted limits of a project as a form has them; an empty text is no limit. */
export type Limits = { spec: { quotas: { project: Texts; user: Texts } } }

/** Spaces and virtual clusters can always be limited; whatever else is limited already can be changed. */
export function limitsOf(project: Project): Limits {
  const { project: ofAll = {}, user: ofEach = {} } = project.spec.quotas ?? {}
  const first = [virtualClustersKey, spacesKey]
  const texts = (limits: Readonly<Texts>, keys: readonly string[]): Texts =>
    Object.fromEntries([...new Set([...first, ...keys])].map((key) => [key, limits[key] ?? '']))
  return {
    spec: {
      quotas: {
        project: texts(
          ofAll,
          projectRows(project).map(({ key }) => key),
        ),
        user: texts(
          ofEach,
          perOwnerLimits(project).map(({ key }) => key),
        ),
      },
    },
  }
}

const fieldOf = { project: 'project', each: 'user' } as const

export function limitIn({ spec }: Limits, { scope, key }: Pick<QuotaListRow, 'scope' | 'key'>): string {
  return spec.quotas[fieldOf[scope]][key] ?? ''
}

/** The limits with one of them changed. */
export function withLimit(
  { spec: { quotas } }: Limits,
  { scope, key }: Pick<QuotaListRow, 'scope' | 'key'>,
  text: string,
): Limits {
  const field = fieldOf[scope]
  return { spec: { quotas: { ...quotas, [field]: { ...quotas[field], [key]: text } } } }
}

/** What is wrong with a limit, in words; nothing typed is no limit. */
export function limitProblem(text: string): string | undefined {
  return text === '' || /^\d{1,9}$/.test(text) ? undefined : 'A whole number, or nothing for no limit.'
}
