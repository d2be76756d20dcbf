import { invalidValue, requiredValue, type FieldCause } from '#kube/causes.ts'
import { compareText } from '#kube/compare-text.ts'
import { parseQuantity, signOf } from '#kube/quantity.ts'
import type { LedgerEntry } from './kinds/ledger.ts'
import type { Project } from './kinds/project.ts'

/** A project's `spec.quotas`: limits for the project, and for each user and each team in it (contract §3.5). */
type Quotas = Project['spec']['quotas']

/** What an instance is counted by. */
export type Claim = Omit<LedgerEntry, 'since'>

/** What a ledger has, by `{plural}/{name}`. */
export type Entries = Readonly<Record<string, Claim>>

/** What is to become of one instance; one that the ledger does not know is new to it, also in an update. */
export interface Change {
  operation: 'create' | 'update'
  /** `{plural}/{name}`. */
  key: string
  after: Claim
}

/** Whose limit it is: the project's, or that of each of its users or teams. */
export type Scope = 'project' | 'per-user' | 'per-team'

/** One limit, and what is used of it before and after a change. */
export interface QuotaNumbers {
  scope: Scope
  /** The user or team. */
  who?: string
  key: string
  limit: number
  used: number
  after: number
}

export interface Consumer {
  owner: NonNullable<Claim['owner']>
  used: number
}

/** Why a change is not admitted. */
export interface Denial extends Omit<QuotaNumbers, 'after'> {
  /** The limit as it is written, where it is no number and so admits nothing. */
  unreadable?: string
  /** Who has most of it, in the whole project. */
  topConsumers: Consumer[]
}

type Counts = Map<string, number>

/** What is used, by quota key; a team's instances count for the team, not for its members. */
export interface Usage {
  project: Counts
  users: Map<string, Counts>
  teams: Map<string, Counts>
}

/** A key that counts instances; all others are of Kubernetes' own quotas, and not looked at here. */
const countKey = /^(?:virtualclusterinstances|spaceinstances)(?:\.active|\.template=.+)?$/

/** How many consumers a denial names. */
const mostConsumers = 3

/** The keys that an entry counts for. */
function keysOf(key: string, { active, template }: Claim): string[] {
  const plural = key.slice(0, key.indexOf('/'))
  return [
    plural,
    ...(active ? [`${plural}.active`] : []),
    ...(template === undefined || template === '' ? [] : [`${plural}.template=${template}`]),
  ]
}

/** Counts all entries: for the project, and for each user and each team. */
export function usageOf(entries: Entries): Usage {
  const usage: Usage = { project: new Map(), users: new Map(), teams: new Map() }
  for (const [key, entry] of Object.entries(entries)) {
    const counts = [usage.project]
    if (entry.owner?.user) counts.push(countsIn(usage.users, entry.owner.user))
    else if (entry.owner?.team) counts.push(countsIn(usage.teams, entry.owner.team))
    for (const counted of keysOf(key, entry)) {
      for (const each of counts) each.set(counted, (each.get(counted) ?? 0) + 1)
    }
  }
  return usage
}

function countsIn(owners: Map<string, Counts>, name: string): Counts {
  const found = owners.get(name) ?? new Map<string, number>()
  owners.set(name, found)
  return found
}

/**
 * Whether a change fits the quotas, and the numbers of every limit that it meets. Only what a change adds can
 * be refused: where a limit was lowered below what is used, everything but more of it stays possible. A limit
 * that is no number admits nothing more.
 */
export function check(
  quotas: Quotas,
  entries: Entries,
  { key, after: entry }: Change,
): { allowed: boolean; denials: Denial[]; after: QuotaNumbers[] } {
  const before = usageOf(entries)
  const later = usageOf({ ...entries, [key]: entry })
  const denials: Denial[] = []
  const numbers: QuotaNumbers[] = []
  for (const { scope, who, limits } of limitsFor(quotas, entry)) {
    for (const [limited, text] of Object.entries(limits)) {
      if (!countKey.test(limited)) continue
      const used = usedIn(before, scope, who, limited)
      const after = usedIn(later, scope, who, limited)
      const limit = limitOf(text)
      const about = { scope, ...(who === undefined ? {} : { who }), key: limited, limit: limit ?? 0, used }
      numbers.push({ ...about, after })
      if (after <= used || after <= (limit ?? -1)) continue
      const topConsumers = topOf(before, limited)
      denials.push({ ...about, ...(limit === undefined ? { unreadable: text } : {}), topConsumers })
    }
  }
  return { allowed: denials.length === 0, denials, after: numbers }
}

interface Limits {
  scope: Scope
  who?: string
  limits: Record<string, string>
}

function limitsFor(quotas: Quotas, { owner }: Claim): Limits[] {
  const { project = {}, user = {} } = quotas ?? {}
  const all: Limits[] = [{ scope: 'project', limits: project }]
  if (owner?.user) all.push({ scope: 'per-user', who: owner.user, limits: user })
  else if (owner?.team) all.push({ scope: 'per-team', who: owner.team, limits: user })
  return all
}

function usedIn(usage: Usage, scope: Scope, who: string | undefined, key: string): number {
  if (scope === 'project') return usage.project.get(key) ?? 0
  const owners = scope === 'per-user' ? usage.users : usage.teams
  return owners.get(who ?? '')?.get(key) ?? 0
}

function topOf({ users, teams }: Usage, key: string): Consumer[] {
  const all: (Consumer & { name: string })[] = []
  for (const [user, counts] of users) all.push({ owner: { user }, used: counts.get(key) ?? 0, name: user })
  for (const [team, counts] of teams) all.push({ owner: { team }, used: counts.get(key) ?? 0, name: team })
  return all
    .filter(({ used }) => used > 0)
    .sort((one, other) => other.used - one.used || compareText(one.name, other.name))
    .slice(0, mostConsumers)
    .map(({ owner, used }) => ({ owner, used }))
}

/** The whole number that a limit says; undefined where it says none. */
function limitOf(text: string): number | undefined {
  const quantity = parseQuantity(text)
  if (quantity === undefined || signOf(quantity) < 0 || quantity.nanos % 1_000_000_000n !== 0n)
    return undefined
  return Number(quantity.nanos / 1_000_000_000n)
}

/** What is wrong with a project's quotas: such a project is not saved. */
export function checkQuotas(quotas: Quotas): FieldCause[] {
  const causes: FieldCause[] = []
  for (const part of ['project', 'user'] as const) {
    for (const [key, text] of Object.entries(quotas?.[part] ?? {})) {
      const field = `spec.quotas.${part}[${key}]`
      if (key === '')
        causes.push(requiredValue(field, 'name what is limited, such as virtualclusterinstances'))
      else if (countKey.test(key)) {
        if (limitOf(text) === undefined)
          causes.push(invalidValue(field, text, 'must be a whole number, 0 or more'))
      } else if (/^(?:virtualclusterinstances|spaceinstances)\b/.test(key)) {
        const detail = 'counts nothing: after the kind comes nothing, .active or .template={name}'
        causes.push(invalidValue(`spec.quotas.${part}`, key, detail))
      } else {
        const quantity = parseQuantity(text)
        if (quantity === undefined || signOf(quantity) < 0)
          causes.push(invalidValue(field, text, 'must be a quantity, 0 or more'))
      }
    }
  }
  return causes
}

type QuotaStatus = NonNullable<NonNullable<Project['status']>['quotas']>
type Texts = Record<string, string>

/**
 * A project's `status.quotas` (contract §3.5). `clusterOf` says by the ledger's key on which cluster an instance
 * is. What is used is said whether it is limited or not, and a limit of which nothing is used is used 0 times.
 */
export function statusQuotas(
  quotas: Quotas,
  entries: Entries,
  clusterOf: (key: string) => string | undefined = () => undefined,
): QuotaStatus {
  const { project, user } = quotas ?? {}
  const usage = usageOf(entries)
  const clusters = [...byCluster(entries, clusterOf)].map(
    ([name, part]) => [name, usageOf(Object.fromEntries(part))] as const,
  )
  return {
    project: {
      ...(project === undefined ? {} : { limit: project }),
      used: { ...zeros(project), ...texts(usage.project) },
      clusters: Object.fromEntries(clusters.map(([name, on]) => [name, { used: texts(on.project) }])),
    },
    user: {
      ...(user === undefined ? {} : { limit: user }),
      used: perOwner(usage, zeros(user)),
      clusters: Object.fromEntries(clusters.map(([name, on]) => [name, perOwner(on, {})])),
    },
  }
}

function byCluster(entries: Entries, clusterOf: (key: string) => string | undefined) {
  const clusters = new Map<string, [string, Claim][]>()
  for (const [key, entry] of Object.entries(entries)) {
    const cluster = clusterOf(key)
    if (cluster === undefined) continue
    const part = clusters.get(cluster) ?? []
    part.push([key, entry])
    clusters.set(cluster, part)
  }
  return clusters
}

function perOwner({ users, teams }: Usage, base: Texts) {
  const all = (owners: Usage['users']) =>
    Object.fromEntries([...owners].map(([name, counts]) => [name, { ...base, ...texts(counts) }]))
  return { users: all(users), teams: all(teams) }
}

function zeros(limits: Texts | undefined): Texts {
  const keys = Object.keys(limits ?? {}).filter((key) => countKey.test(key))
  return Object.fromEntries(keys.map((key) => [key, '0']))
}

function texts(counts: Counts): Texts {
  return Object.fromEntries([...counts].map(([key, count]) => [key, String(count)]))
}
