import { compareText } from '#kube/compare-text.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { conditionOf, listAt, sizeAt, textAt, textsAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

const webhookConfigurations: Cells = { Webhooks: (object) => sizeAt(object, 'webhooks') }

const validatingPolicies: Cells = {
  Validations: (object) => sizeAt(object, 'spec.validations'),
  ParamKind: paramKind,
}

const mutatingPolicies: Cells = {
  Mutations: (object) => sizeAt(object, 'spec.mutations'),
  ParamKind: paramKind,
}

const policyBindings: Cells = {
  PolicyName: (object) => textAt(object, 'spec.policyName'),
  ParamRef: paramRef,
}

function paramKind(policy: KubeObject): string {
  if (valueAt(policy, 'spec.paramKind') === undefined) return '<unset>'
  return `${textAt(policy, 'spec.paramKind.apiVersion')}/${textAt(policy, 'spec.paramKind.kind')}`
}

/** Whether parameters are in namespaces cannot be told here, so none is written as any. */
function paramRef(binding: KubeObject): string {
  const name = textAt(binding, 'spec.paramRef.name')
  if (name !== '') return `${textAt(binding, 'spec.paramRef.namespace') || '*'}/${name}`
  const selector = valueAt(binding, 'spec.paramRef.selector')
  return selector === undefined ? '<unset>' : goText(fieldsOf(selector))
}

/** A LabelSelector as Go's generated `String` writes it, which is what this one column shows. */
function goText(selector: Record<string, unknown>): string {
  const labels = Object.entries(fieldsOf(selector.matchLabels))
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([key, value]) => `${key}: ${textOf(value)},`)
  const expressions = listAt(selector, 'matchExpressions').map((expression) => {
    const values = textsAt(expression, 'values').join(' ')
    return `LabelSelectorRequirement{Key:${textOf(expression.key)},Operator:${textOf(expression.operator)},Values:[${values}],},`
  })
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`
}

const apiServices: Cells = {
  Service: (object) =>
    valueAt(object, 'spec.service') === undefined
      ? 'Local'
      : `${textAt(object, 'spec.service.namespace')}/${textAt(object, 'spec.service.name')}`,
  Available: (object) => {
    const { status, reason } = conditionOf(object, 'Available') ?? { status: 'Unknown' }
    return status === 'True' || textOf(reason) === ''
      ? textOf(status)
      : `${textOf(status)} (${textOf(reason)})`
  },
}

export const admissionCells: Record<string, Cells> = {
  'admissionregistration.k8s.io/mutatingadmissionpolicies': mutatingPolicies,
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings': policyBindings,
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': webhookConfigurations,
  'admissionregistration.k8s.io/validatingadmissionpolicies': validatingPolicies,
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': policyBindings,
  'admissionregistration.k8s.io/validatingwebhookconfigurations': webhookConfigurations,
  'apiregistration.k8s.io/apiservices': apiServices,
}
