import type { Project } from '#api/kinds/project.ts'
import { parseQuantity } from '#kube/quantity.ts'
import type { QuotaUse } from './quota-words.ts'

/** One limit of a project, and what is used of it. */
export interface QuotaRow extends QuotaUse {
  key: string
}

/** What somebody uses of what each user or team may have. */
export interface OwnerRow {
  kind: 'User' | 'Team'
  name: string
  virtualClusters: QuotaUse
  spaces: QuotaUse
}

type Texts = Readonly<Record<string, string>>

export const virtualClustersKey = 'virtualclusterinstances'
export const spacesKey = 'spaceinstances'

/** What is used of one key in a whole project, and its limit as the spec has it: the status may be a moment behind. */
export function projectUse({ spec, status }: Project, key: string): QuotaUse {
  return amountOf(key, spec.quotas?.project ?? {}, status?.quotas?.project?.used)
}

/** The two counts that are always looked for, and all others that the project limits. */
export function projectRows(project: Project): QuotaRow[] {
  const keys = new Set([...first, ...keysOf(project.spec.quotas?.project)])
  return [...keys].map((key) => ({ key, ...projectUse(project, key) }))
}

/** The limits that count something of a kind, made from a template: of all, of those awake, of those from the template. */
export function countedRows(project: Project, plural: string, template: string | undefined): QuotaRow[] {
  const limits = keysOf(project.spec.quotas?.project)
  const further = [`${plural}.active`, `${plural}.template=${template ?? ''}`]
  const keys = [plural, ...further.filter((key) => limits.includes(key))]
  return keys.map((key) => ({ key, ...projectUse(project, key) }))
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

/** Who uses what, the largest first; whoever has nothing is not there. */
export function ownerRows({ spec, status }: Project): OwnerRow[] {
  const limits: Texts = spec.quotas?.user ?? {}
  const { users = {}, teams = {} } = status?.quotas?.user?.used ?? {}
  const rowsOf = (kind: OwnerRow['kind'], owners: Readonly<Record<string, Texts>>): OwnerRow[] =>
    Object.entries(owners).map(([name, used]) => ({
      kind,
      name,
      virtualClusters: amountOf(virtualClustersKey, limits, used),
      spaces: amountOf(spacesKey, limits, used),
    }))
  const total = ({ virtualClusters, spaces }: OwnerRow): number => virtualClusters.used + spaces.used
  return [...rowsOf('User', users), ...rowsOf('Team', teams)]
    .filter((row) => total(row) > 0)
    .sort((one, other) => total(other) - total(one) || one.name.localeCompare(other.name))
}

/** What one of them uses, by key: what is limited for each of them, and else what they have some of. */
export function ownerUses({ spec, status }: Project, kind: OwnerRow['kind'], name: string): QuotaRow[] {
  const limits: Texts = spec.quotas?.user ?? {}
  const { users = {}, teams = {} } = status?.quotas?.user?.used ?? {}
  const used = (kind === 'Team' ? teams : users)[name]
  if (used === undefined) return []
  const keys = new Set([...first.filter((key) => usedBy(used, key) > 0), ...keysOf(limits)])
  return [...keys].map((key) => ({ key, ...amountOf(key, limits, used) }))
}

/** Somebody who has some of a quota; a team is named as one. */
export interface Consumer {
  name: string
  used: number
}

/** Who uses something of one key in the whole project, the largest first. */
export function consumersOf(project: Project, key: string): Consumer[] {
  return usersOf(project, key).map(({ kind, name, used }) => ({
    name: kind === 'Team' ? `team ${name}` : name,
    used,
  }))
}

/** The same, with whether each is a person or a team. */
export function usersOf({ status }: Project, key: string): (Consumer & Pick<OwnerRow, 'kind'>)[] {
  const { users = {}, teams = {} } = status?.quotas?.user?.used ?? {}
  const rowsOf = (kind: OwnerRow['kind'], owners: Readonly<Record<string, Texts>>) =>
    Object.entries(owners).map(([name, used]) => ({ kind, name, used: usedBy(used, key) }))
  return [...rowsOf('User', users), ...rowsOf('Team', teams)]
    .filter(({ used }) => used > 0)
    .sort((one, other) => other.used - one.used || one.name.localeCompare(other.name))
}

/** How much of one key is used; nothing where nothing is said. */
export function usedBy(used: Texts | undefined, key: string): number {
  return numberOf(used?.[key]) ?? 0
}

/** The limit of one key, if there is one. */
export function limitIn(limits: Texts | undefined, key: string): number | undefined {
  return numberOf(limits?.[key])
}

function amountOf(key: string, limits: Texts, used: Texts | undefined): QuotaUse {
  const limit = limitIn(limits, key)
  return { used: usedBy(used, key), ...(limit === undefined ? {} : { limit }) }
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

/** The counts among the keys, in an order that does not change. */
function keysOf(limits: Texts | undefined): string[] {
  const keys = Object.keys(limits ?? {})
    .filter(isCount)
    .sort()
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))]
}
