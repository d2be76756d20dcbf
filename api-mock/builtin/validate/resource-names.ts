import { labelKeyProblems } from '#kube/names.ts'
import { isHugePages } from '#api-mock/pods/resources.ts'

/** What kind of resource a name stands for: k8s.io/kubernetes/pkg/apis/core/helper. */

const objectCounts = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]

const compute = ['cpu', 'memory', 'ephemeral-storage']

const quotaNames = new Set([
  ...objectCounts,
  ...compute,
  ...compute.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
])

function isQuotaHugePages(name: string): boolean {
  return isHugePages(name) || name.startsWith('requests.hugepages-')
}

export function isQuotaName(name: string): boolean {
  return quotaNames.has(name) || isQuotaHugePages(name)
}

export function isStandardName(name: string): boolean {
  return isQuotaName(name) || name === 'storage'
}

export function isContainerName(name: string): boolean {
  return compute.includes(name) || isHugePages(name)
}

/** Kubernetes' own: without a domain, or of its domain. */
export function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

export function isExtended(name: string): boolean {
  if (isNative(name) || name.startsWith('requests.')) return false
  return labelKeyProblems(`requests.${name}`).length === 0
}

/** Counted in whole numbers. */
export function isInteger(name: string): boolean {
  return objectCounts.includes(name) || isExtended(name)
}

/** Whether limits may be above requests. */
export function mayOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name)
}

const podScopes = [
  'Terminating',
  'NotTerminating',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
]

export const quotaScopes = [...podScopes, 'BestEffort', 'VolumeAttributesClass']

/** Whether a quota of this scope can count the resource. */
export function isScopeFor(scope: string, name: string): boolean {
  const ofPods = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
  if (podScopes.includes(scope)) return name === 'pods' || ofPods.includes(name)
  if (scope === 'BestEffort') return name === 'pods'
  if (scope === 'VolumeAttributesClass') {
    return name === 'persistentvolumeclaims' || name === 'requests.storage'
  }
  return true
}
