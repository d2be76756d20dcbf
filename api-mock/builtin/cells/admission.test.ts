import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

const group = 'admissionregistration.k8s.io'

test('webhooks and policies are counted', () => {
  const webhooks = [{ name: 'a' }, { name: 'b' }]
  expect(rowOf(`${group}/mutatingwebhookconfigurations`, { webhooks })).toEqual({ Webhooks: 2 })
  const paramKind = { apiVersion: 'example.com/v1', kind: 'Limit' }
  const spec = { validations: [{ expression: 'true' }], paramKind }
  expect(rowOf(`${group}/validatingadmissionpolicies`, { spec })).toEqual({
    Validations: 1,
    ParamKind: 'example.com/v1/Limit',
  })
  expect(rowOf(`${group}/mutatingadmissionpolicies`, { spec: {} })).toEqual({
    Mutations: 0,
    ParamKind: '<unset>',
  })
})

test('a binding names its parameters or selects them', () => {
  const shown = (paramRef?: object) =>
    rowOf(`${group}/validatingadmissionpolicybindings`, { spec: { policyName: 'p', paramRef } }).ParamRef
  expect(shown()).toBe('<unset>')
  expect(shown({ name: 'n' })).toBe('*/n')
  expect(shown({ name: 'n', namespace: 'ns' })).toBe('ns/n')
  const expression = { key: 'k', operator: 'In', values: ['a', 'b'] }
  expect(shown({ selector: { matchLabels: { b: '2', a: '1' }, matchExpressions: [expression] } })).toBe(
    '&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:k,Operator:In,Values:[a b],},},}',
  )
})

test('an API service is local or of a service, and says why it is not available', () => {
  const services = 'apiregistration.k8s.io/apiservices'
  const available = { type: 'Available', status: 'True', reason: 'Local' }
  expect(rowOf(services, { spec: {}, status: { conditions: [available] } })).toEqual({
    Service: 'Local',
    Available: 'True',
  })
  const missing = { type: 'Available', status: 'False', reason: 'MissingEndpoints' }
  const spec = { service: { namespace: 'kube-system', name: 'metrics-server' } }
  expect(rowOf(services, { spec, status: { conditions: [missing] } })).toEqual({
    Service: 'kube-system/metrics-server',
    Available: 'False (MissingEndpoints)',
  })
  expect(rowOf(services, { spec })).toMatchObject({ Available: 'Unknown' })
})
