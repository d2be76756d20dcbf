import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { isBestEffort } from './pod-resources.ts'

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
    bestEffort: isBestEffort(pod),
    priorityClass: textOf(priorityClassName),
    crossNamespacePodAffinity: reachesOtherNamespaces(affinity),
  }
}

/** All that a quota asks of the objects that it counts. */
export function scopesOf({ spec }: KubeObject): ScopeRequirement[] {
  const { scopes, scopeSelector } = fieldsOf(spec)
  const named: unknown[] = Array.isArray(scopes) ? scopes : []
  const { matchExpressions } = fieldsOf(scopeSelector)
  const expressions: unknown[] = Array.isArray(matchExpressions) ? matchExpressions : []
  return [
    ...named.map((name) => ({ scopeName: textOf(name), operator: 'Exists', values: [] })),
    ...expressions.map(fieldsOf).map(({ scopeName, operator, values }) => ({
      scopeName: textOf(scopeName),
      operator: textOf(operator),
      values: Array.isArray(values) ? values.map(textOf) : [],
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
    const required: unknown = terms.requiredDuringSchedulingIgnoredDuringExecution
    const preferred: unknown = terms.preferredDuringSchedulingIgnoredDuringExecution
    const all: unknown[] = [
      ...(Array.isArray(required) ? required : []),
      ...(Array.isArray(preferred) ? preferred.map((each: unknown) => fieldsOf(each).podAffinityTerm) : []),
    ]
    return all
      .map(fieldsOf)
      .some(
        ({ namespaces, namespaceSelector }) =>
          (Array.isArray(namespaces) && namespaces.length > 0) || namespaceSelector !== undefined,
      )
  })
}
