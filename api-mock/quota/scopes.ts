import type { KubeObject } from '#kube/types.ts'
import { qosClassOf } from '#api-mock/pods/qos-class.ts'
import { fieldsOf, listOf, textOf, textsOf } from '#api-mock/resources/values.ts'

/** What the scopes of quotas ask about a pod. */
export interface PodScopes {
  /** Whether it has a deadline. */
  terminating: boolean
  bestEffort: boolean
  /** Empty for none. */
  priorityClass: string
  crossNamespacePodAffinity: boolean
}

/** A requirement of a quota's `spec.scopeSelector`; what is in `spec.scopes` must exist. */
export interface ScopeRequirement {
  scopeName: string
  operator: string
  values: readonly string[]
}

export function podScopes(pod: KubeObject): PodScopes {
  const { activeDeadlineSeconds, priorityClassName, affinity } = fieldsOf(pod.spec)
  return {
    terminating: typeof activeDeadlineSeconds === 'number' && activeDeadlineSeconds >= 0,
    bestEffort: qosClassOf(fieldsOf(pod.spec)) === 'BestEffort',
    priorityClass: textOf(priorityClassName),
    crossNamespacePodAffinity: reachesOtherNamespaces(affinity),
  }
}

/** All that a quota asks of the objects that it counts. */
export function scopesOf({ spec }: KubeObject): ScopeRequirement[] {
  const { scopes, scopeSelector } = fieldsOf(spec)
  return [
    ...textsOf(scopes).map((scopeName) => ({ scopeName, operator: 'Exists', values: [] })),
    ...listOf(fieldsOf(scopeSelector).matchExpressions).map(({ scopeName, operator, values }) => ({
      scopeName: textOf(scopeName),
      operator: textOf(operator),
      values: textsOf(values),
    })),
  ]
}

/** Whether a quota with these scopes counts an object; only pods have what they ask for. */
export function inScopes(requirements: readonly ScopeRequirement[], scopes: PodScopes | undefined): boolean {
  return requirements.every((requirement) => scopes !== undefined && inScope(requirement, scopes))
}

function inScope({ scopeName, operator, values }: ScopeRequirement, pod: PodScopes): boolean {
  switch (scopeName) {
    case 'Terminating':
      return pod.terminating
    case 'NotTerminating':
      return !pod.terminating
    case 'BestEffort':
      return pod.bestEffort
    case 'NotBestEffort':
      return !pod.bestEffort
    case 'PriorityClass':
      return inPriorityClass(operator, values, pod.priorityClass)
    case 'CrossNamespacePodAffinity':
      return pod.crossNamespacePodAffinity
    default:
      return false
  }
}

/** As with labels: a pod without a class is not in any, and so is in none of the listed ones. */
function inPriorityClass(operator: string, values: readonly string[], name: string): boolean {
  switch (operator) {
    case 'Exists':
      return name !== ''
    case 'DoesNotExist':
      return name === ''
    case 'In':
      return name !== '' && values.includes(name)
    case 'NotIn':
      return name === '' || !values.includes(name)
    default:
      return false
  }
}

function reachesOtherNamespaces(affinity: unknown): boolean {
  const { podAffinity, podAntiAffinity } = fieldsOf(affinity)
  return [podAffinity, podAntiAffinity].map(fieldsOf).some((terms) => {
    const preferred = listOf(terms.preferredDuringSchedulingIgnoredDuringExecution)
    return [
      ...listOf(terms.requiredDuringSchedulingIgnoredDuringExecution),
      ...preferred.map(({ podAffinityTerm }) => fieldsOf(podAffinityTerm)),
    ].some(
      ({ namespaces, namespaceSelector }) =>
        (Array.isArray(namespaces) && namespaces.length > 0) || namespaceSelector !== undefined,
    )
  })
}
