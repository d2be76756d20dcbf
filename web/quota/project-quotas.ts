import type { Project } from '#api/kinds/project.ts'
import { parseQuantity } from '#kube/quantity.ts'
import type { QuotaUse } from './quota-words.ts'

/** One limit of a project, and what is used of it. */
export interface QuotaRow extends QuotaUse {
  key: string
}

/** What somebody uses of what each user or team may have. */
export interface OwnerRow extends QuotaRow {
  kind: 'User' | 'Team'
  name: string
}

type Texts = Readonly<Record<string, string>>

export const virtualClustersKey = 'virtualclusterinstances'
export const spacesKey = 'spaceinstances'

/** What is used of one key in a whole project, and its limit as the spec has it: the status may be a moment behind. */
export function projectUse({ spec, status }: Project, key: string): QuotaUse {
  return amountOf(key, spec.quotas?.project ?? {}, status?.quotas?.project?.used)
}

/** Every count that the project limits or uses, the two that are always looked for first. */
export function projectRows(project: Project): QuotaRow[] {
  const { spec, status } = project
  return keysOf(spec.quotas?.project, status?.quotas?.project?.used).map((key) => ({
    key,
    ...projectUse(project, key),
  }))
}

/** What each user and each team may have in the project, by key. */
export function perOwnerLimits({ spec }: Project): QuotaRow[] {
  const limits: Texts = spec.quotas?.user ?? {}
  return keysOf(limits).map((key) => ({ key, used: 0, limit: numberOf(limits[key]) }))
}

/** Limits of amounts, such as CPU, as they are written: clusters count them, and nothing here does. */
export function amountLimits({ spec }: Project): { key: string; limit: string; each: boolean }[] {
  const { project = {}, user = {} } = spec.quotas ?? {}
  const rowsOf = (limits: Texts, each: boolean) =>
    Object.entries(limits).flatMap(([key, limit]) => (isCount(key) ? [] : [{ key, limit, each }]))
  return [...rowsOf(project, false), ...rowsOf(user, true)]
}

/** Who uses what, the largest first. */
export function ownerRows({ spec, status }: Project): OwnerRow[] {
  const limits: Texts = spec.quotas?.user ?? {}
  const { users = {}, teams = {} } = status?.quotas?.user?.used ?? {}
  const rowsOf = (kind: OwnerRow['kind'], owners: Readonly<Record<string, Texts>>): OwnerRow[] =>
    Object.entries(owners).flatMap(([name, used]) =>
      keysOf(limits, used).map((key) => ({ kind, name, key, ...amountOf(key, limits, used) })),
    )
  return [...rowsOf('User', users), ...rowsOf('Team', teams)]
    .filter(({ used }) => used > 0)
    .sort((one, other) => other.used - one.used || one.name.localeCompare(other.name))
}

function amountOf(key: string, limits: Texts, used: Texts | undefined): QuotaUse {
  const limit = numberOf(limits[key])
  return { used: numberOf(used?.[key]) ?? 0, ...(limit === undefined ? {} : { limit }) }
}

/** The whole number that a text says; a limit that is none is said where it is written, and limits to nothing. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const quantity = parseQuantity(text)
  return quantity === undefined ? 0 : Number(quantity.nanos / 1_000_000_000n)
}

const first = [virtualClustersKey, spacesKey]

function isCount(key: string): boolean {
  return first.some((plural) => key === plural || key.startsWith(`${plural}.`))
}

function keysOf(...maps: readonly (Texts | undefined)[]): string[] {
  const keys = new Set(maps.flatMap((map) => Object.keys(map ?? {})).filter(isCount))
  return [...first.filter((key) => keys.delete(key)), ...[...keys].sort()]
}
