import { isObject } from '#kube/json.ts'
import type { LabelRequirement } from '#kube/label-requirements.ts'
import { matchesLabels } from '#kube/selectors.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

export type Labels = Readonly<Record<string, string>>

/** A term of a node affinity: labels and `metadata.name` of a node, both must fit. */
export interface NodeTerm {
  labels: LabelSelector
  names: LabelSelector
}

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
}

/** Reads `metav1.LabelSelector`; without one nothing is selected. */
export function readSelector(selector: unknown): LabelSelector | undefined {
  if (!isObject(selector)) return undefined
  const labels = Object.entries(fieldsOf(selector.matchLabels)).map(([key, value]): LabelRequirement => ({
    key,
    operator: 'in',
    values: [textOf(value)],
  }))
  return [...labels, ...readExpressions(selector.matchExpressions)]
}

/** Reads terms of `v1.NodeSelectorTerm`; an empty one fits no node. */
export function readNodeTerms(terms: unknown): NodeTerm[] {
  return listOf(terms)
    .map((term) => ({
      labels: readExpressions(term.matchExpressions),
      names: readExpressions(term.matchFields),
    }))
    .filter(({ labels, names }) => labels.length + names.length > 0)
}

export function fitsTerm({ labels, names }: NodeTerm, node: { name: string; labels: Labels }): boolean {
  return matchesLabels(labels, node.labels) && matchesLabels(names, { 'metadata.name': node.name })
}

function readExpressions(expressions: unknown): LabelRequirement[] {
  return listOf(expressions).map(({ key, operator, values }) => ({
    key: textOf(key),
    operator: operators[textOf(operator)] ?? 'in',
    values: Array.isArray(values) ? values.map(String) : [],
  }))
}
