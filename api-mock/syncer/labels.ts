import type { JsonObject } from '#kube/json.ts'
import type { Labels } from '#kube/selectors.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { digestOf, joinName } from './names.ts'

/** The virtual cluster that an object of the host is kept by. */
export const managedBy = 'vcluster.loft.sh/managed-by'
/** The namespace that an object has inside. */
export const namespaceLabel = 'vcluster.loft.sh/namespace'
const controlledBy = 'vcluster.loft.sh/controlled-by'

/** Labels that mean something on the host itself have another key there. */
const translated = new Set(['release', namespaceLabel, managedBy, controlledBy])

/** The key that a label has on the host. */
export function hostLabel(key: string, vcluster: string): string {
  return translated.has(key) ? withDigest('vcluster.loft.sh/label', key, vcluster) : key
}

/** The key under which a pod on the host has a label of its namespace. */
function hostNamespaceLabel(key: string, vcluster: string): string {
  return withDigest('vcluster.loft.sh/ns-label', key, vcluster)
}

function withDigest(prefix: string, key: string, vcluster: string): string {
  return joinName(prefix, vcluster, 'x', digestOf(key))
}

/** The labels of an object, or the selector of a service, as they are on the host: they tell whose it is. */
export function hostLabels(labels: Labels, namespace: string, vcluster: string): Record<string, string> {
  return {
    ...withHostKeys(labels, vcluster),
    [managedBy]: vcluster,
    [namespaceLabel]: namespace,
  }
}

/** The labels of a namespace, as its pods have them on the host, where it does not exist. */
export function hostNamespaceLabels(labels: Labels, vcluster: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [hostNamespaceLabel(key, vcluster), value]),
  )
}

/** A `meta/v1.LabelSelector` by the keys of the host. */
export function hostSelector(selector: JsonObject, vcluster: string): JsonObject {
  return withKeys(selector, (key) => hostLabel(key, vcluster))
}

/** A selector of namespaces, as one of the pods that are in them. */
export function hostNamespaceSelector(selector: JsonObject, vcluster: string): JsonObject {
  return withKeys(selector, (key) => hostNamespaceLabel(key, vcluster))
}

function withKeys({ matchLabels, matchExpressions }: JsonObject, keyOf: (key: string) => string): JsonObject {
  const labels = Object.entries(fieldsOf(matchLabels)).map(([key, value]) => [keyOf(key), value])
  const expressions = listOf(matchExpressions).map((each) => ({ ...each, key: keyOf(textOf(each.key)) }))
  return {
    ...(matchLabels === undefined ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(matchExpressions === undefined ? {} : { matchExpressions: expressions }),
  }
}

function withHostKeys(labels: Labels, vcluster: string): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [hostLabel(key, vcluster), value]))
}
