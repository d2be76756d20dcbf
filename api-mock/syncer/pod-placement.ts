import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, listOf, textsOf } from '#api-mock/resources/values.ts'
import { hostNamespaceSelector, hostSelector, managedBy, namespaceLabel } from './labels.ts'

interface Whose {
  /** The namespace of the pod inside. */
  namespace: string
  vcluster: string
}

/** Which other pods a pod wants to be near to or apart from: on the host all are in one namespace. */
export function hostAffinity(affinity: JsonObject, whose: Whose): JsonObject {
  const result = { ...affinity }
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    if (!isObject(affinity[kind])) continue
    const { requiredDuringSchedulingIgnoredDuringExecution: required, ...rest } = affinity[kind]
    const preferred = listOf(rest.preferredDuringSchedulingIgnoredDuringExecution)
    result[kind] = {
      ...(required === undefined
        ? {}
        : {
            requiredDuringSchedulingIgnoredDuringExecution: listOf(required).map((term) =>
              hostTerm(term, whose),
            ),
          }),
      ...(preferred.length === 0
        ? {}
        : {
            preferredDuringSchedulingIgnoredDuringExecution: preferred.map((each) => ({
              ...each,
              podAffinityTerm: hostTerm(fieldsOf(each.podAffinityTerm), whose),
            })),
          }),
    }
  }
  return result
}

/** A term without a selector selects nothing, and goes on doing so. */
function hostTerm(term: JsonObject, { namespace, vcluster }: Whose): JsonObject {
  const { labelSelector, topologyKey, namespaceSelector } = term
  if (!isObject(labelSelector)) return { topologyKey }
  const selector = hostSelector(labelSelector, vcluster)
  const namespaces = textsOf(term.namespaces)
  const selectsAll = isObject(namespaceSelector) && isEmpty(namespaceSelector)
  const within = isObject(namespaceSelector) ? hostNamespaceSelector(namespaceSelector, vcluster) : {}
  const [labels, expressions] =
    namespaces.length > 0
      ? [{}, selectsAll ? [] : [{ key: namespaceLabel, operator: 'In', values: namespaces }]]
      : isObject(namespaceSelector)
        ? [fieldsOf(within.matchLabels), listOf(within.matchExpressions)]
        : [{ [namespaceLabel]: namespace }, []]
  return {
    labelSelector: {
      matchLabels: { ...fieldsOf(selector.matchLabels), ...labels, [managedBy]: vcluster },
      matchExpressions: [...listOf(selector.matchExpressions), ...expressions],
    },
    topologyKey,
  }
}

function isEmpty({ matchLabels, matchExpressions }: JsonObject): boolean {
  return Object.keys(fieldsOf(matchLabels)).length === 0 && listOf(matchExpressions).length === 0
}

/** A constraint counts the pods of its own namespace. */
export function hostSpread(constraint: JsonObject, { namespace, vcluster }: Whose): JsonObject {
  if (!isObject(constraint.labelSelector)) return constraint
  const selector = hostSelector(constraint.labelSelector, vcluster)
  const whose = { [namespaceLabel]: namespace, [managedBy]: vcluster }
  return {
    ...constraint,
    labelSelector: { ...selector, matchLabels: { ...fieldsOf(selector.matchLabels), ...whose } },
  }
}
