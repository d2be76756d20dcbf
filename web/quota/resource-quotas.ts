import { parseQuantity } from '#kube/quantity.ts'

/** One limit of a ResourceQuota and what is used of it, in words and as numbers for a bar. */
export interface AmountRow {
  key: string
  name: string
  used: number
  limit: number
  /** `1.5 of 4 cores`, `512 of 900 Mi`, `12 of 50`. */
  words: string
}

type Texts = Readonly<Record<string, unknown>>

/** What a quota limits, by key, with what is used of it; a limit nothing has counted for yet has nothing used. */
export function amountRows(hard: Texts, used: Texts): AmountRow[] {
  return Object.keys(hard)
    .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
    .flatMap((key) => {
      const limit = amountOf(hard[key])
      if (limit === undefined) return []
      const now = amountOf(used[key]) ?? 0
      return [{ key, name: amountName(key), used: now, limit, words: amountWords(key, now, limit) }]
    })
}

/** A quantity of Kubernetes as a number: cores, bytes, pieces; undefined for what is none. */
export function amountOf(text: unknown): number | undefined {
  const quantity =
    typeof text === 'string' || typeof text === 'number' ? parseQuantity(String(text)) : undefined
  return quantity === undefined ? undefined : Number(quantity.nanos) / 1e9
}

const names: Readonly<Record<string, string>> = {
  cpu: 'CPU requested',
  'requests.cpu': 'CPU requested',
  'limits.cpu': 'CPU limits',
  memory: 'Memory requested',
  'requests.memory': 'Memory requested',
  'limits.memory': 'Memory limits',
  'requests.storage': 'Storage requested',
  'requests.ephemeral-storage': 'Ephemeral storage requested',
  'limits.ephemeral-storage': 'Ephemeral storage limits',
  persistentvolumeclaims: 'Volume claims',
  'services.loadbalancers': 'Load balancers',
  'services.nodeports': 'Node ports',
  replicationcontrollers: 'Replication controllers',
  configmaps: 'Config maps',
}

/** As people call it: `requests.cpu` is “CPU requested”, `count/deployments.apps` is “Deployments”. */
export function amountName(key: string): string {
  const known = names[key]
  if (known !== undefined) return known
  const [counted = key] = key.replace(/^count\//, '').split('.')
  const isCount = key.startsWith('count/') || /^[a-z]+$/.test(key)
  return isCount ? (names[counted] ?? counted.charAt(0).toUpperCase() + counted.slice(1)) : key
}

const order = ['cpu', 'memory', 'storage', 'pods']

/** Processors first, then memory, then what is stored, then what is counted. */
function rank(key: string): number {
  const place = order.findIndex((word) => key.includes(word))
  return place === -1 ? order.length : place
}

interface Unit {
  size: number
  name: string
}

const core = { size: 1, name: 'cores' }
const milli = { size: 0.001, name: 'm CPU' }
const gibi = { size: 2 ** 30, name: 'Gi' }
const mebi = { size: 2 ** 20, name: 'Mi' }
const one = { size: 1, name: '' }

/** Both numbers in one unit, the larger one where the limit is at least one of it. */
function unitOf(key: string, limit: number): Unit {
  if (/(^|\.)cpu$/.test(key)) return limit >= core.size ? core : milli
  if (/(memory|storage)$/.test(key)) return limit >= gibi.size ? gibi : mebi
  return one
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** Both numbers in words that fit the limit: `1.5 of 4 cores`. */
export function amountWords(key: string, used: number, limit: number): string {
  const { size, name } = unitOf(key, limit)
  return `${number.format(used / size)} of ${number.format(limit / size)} ${name}`.trim()
}
