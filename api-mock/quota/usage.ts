import { parseQuantity, value as wholeUnits } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { addResources, podResources, readResourceList } from '#api-mock/pods/resources.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { podScopes } from './scopes.ts'
import type { PodScopes } from './scopes.ts'

/** What an object takes from a quota of its namespace. */
export interface Charge {
  /** By every name that a quota may have for it: `pods`, `requests.cpu`, `count/deployments.apps`. */
  usage: ResourceList
  /** Only pods are chosen by scopes. */
  scopes?: PodScopes
}

/** The short names under which the counts of some kinds were limited first. */
const countedByName = new Set(['configmaps', 'secrets', 'replicationcontrollers', 'resourcequotas'])

const storageClassSuffix = '.storageclass.storage.k8s.io/'

/** What an object uses, by the names that quotas have for it; the rules are those of `k8s.io/kubernetes/pkg/quota`. */
export function chargeOf({ group, plural }: { group: string; plural: string }, object: KubeObject): Charge {
  const counted: ResourceList = new Map([[`count/${plural}${group === '' ? '' : `.${group}`}`, units(1)]])
  if (group !== '') return { usage: counted }
  switch (plural) {
    case 'pods':
      return { usage: new Map([...counted, ...podUsage(object)]), scopes: podScopes(object) }
    case 'services':
      return { usage: new Map([...counted, ...serviceUsage(object)]) }
    case 'persistentvolumeclaims':
      return { usage: new Map([...counted, ...claimUsage(object)]) }
    default:
      return { usage: countedByName.has(plural) ? new Map([...counted, [plural, units(1)]]) : counted }
  }
}

export function units(count: number): Quantity {
  return { nanos: BigInt(count) * 1_000_000_000n, format: 'decimal' }
}

/** A pod that has ended uses nothing any more: only `count/pods` counts it. */
function podUsage(pod: KubeObject): ResourceList {
  const { phase } = fieldsOf(pod.status)
  const spec = fieldsOf(pod.spec)
  if (hasEnded(phase)) return new Map()
  const usage = new Map([['pods', units(1)]])
  for (const [name, amount] of podResources(spec, 'requests')) {
    // Extended resources can only be limited as requests.
    if (!isExtended(name)) usage.set(name, amount)
    usage.set(`requests.${name}`, amount)
  }
  for (const [name, amount] of podResources(spec, 'limits')) {
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name)) usage.set(`limits.${name}`, amount)
  }
  return usage
}

function isExtended(name: string): boolean {
  return name.includes('/')
}

function serviceUsage({ spec }: KubeObject): ResourceList {
  const { type, ports, allocateLoadBalancerNodePorts } = fieldsOf(spec)
  const list: unknown[] = Array.isArray(ports) ? ports : []
  const explicit = list.filter((port) => Number(fieldsOf(port).nodePort ?? 0) !== 0)
  const balanced = type === 'LoadBalancer'
  const counted = balanced && allocateLoadBalancerNodePorts === false ? explicit : list
  return new Map([
    ['services', units(1)],
    ['services.nodeports', units(balanced || type === 'NodePort' ? counted.length : 0)],
    ['services.loadbalancers', units(balanced ? 1 : 0)],
  ])
}

function claimUsage({ metadata, spec, status }: KubeObject): ResourceList {
  const { resources, storageClassName } = fieldsOf(spec)
  const legacy = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? ''
  const storageClass = legacy === '' ? textOf(storageClassName) : legacy
  const requested = readResourceList(fieldsOf(resources).requests).get('storage')
  const allocated = readResourceList(fieldsOf(status).allocatedResources).get('storage')
  const larger =
    requested !== undefined && allocated !== undefined && allocated.nanos > requested.nanos
      ? allocated
      : requested
  const usage = new Map([['persistentvolumeclaims', units(1)]])
  // Part of a byte counts as a whole one.
  const storage = larger === undefined ? undefined : wholeBytes(larger)
  if (storage !== undefined) usage.set('requests.storage', storage)
  if (storageClass === '') return usage
  return addResources(
    usage,
    new Map([...usage].map(([name, amount]) => [`${storageClass}${storageClassSuffix}${name}`, amount])),
  )
}

function wholeBytes(amount: Quantity): Quantity {
  if (amount.nanos % 1_000_000_000n === 0n) return amount
  return parseQuantity(String(wholeUnits(amount))) ?? amount
}
