import { expect, test } from 'vitest'
import { goValue, internalPodSpec, prettyGo, printGo } from './go-print.ts'
import { goTypes } from './go-types.ts'

test('all fields are printed, by their Go names and in the order of the type', () => {
  expect(printGo('Toleration', { operator: 'Exists', key: 'a' })).toBe(
    '{"Key":"a","Operator":"Exists","Value":"","Effect":"","TolerationSeconds":null}',
  )
})

test('zero is what the type has: text, number, flag, quantity, list, struct', () => {
  const shown = goValue('Container', { name: 'c' })
  expect(shown).toMatchObject({ Image: '', Ports: null, Stdin: false })
  expect(shown).toMatchObject({ Resources: { Limits: null, Requests: null, Claims: null } })
  expect(printGo('ResourceFieldSelector', {})).toBe('{"ContainerName":"","Resource":"","Divisor":"0"}')
  expect(printGo('ServicePort', { port: 80 })).toContain('"Port":80,"TargetPort":0,"NodePort":0')
})

test('an embedded struct is printed in place', () => {
  expect(printGo('SecretKeySelector', { name: 's', key: 'k' })).toBe('{"Name":"s","Key":"k","Optional":null}')
})

test('types with tags go by JSON names and leave out what is absent', () => {
  const selector = { matchExpressions: [{ key: 'a', operator: 'Exists' }], matchLabels: { b: 'c' } }
  expect(printGo('LabelSelector', selector)).toBe(
    '{"matchLabels":{"b":"c"},"matchExpressions":[{"key":"a","operator":"Exists"}]}',
  )
  expect(printGo('PodTemplateSpec', { metadata: { labels: { a: 'b' } } })).toContain(
    '{"labels":{"a":"b"},"Spec":{"Volumes":null,',
  )
})

test('maps are sorted, and what HTML reads is escaped', () => {
  expect(printGo('EnvVar', { name: 'A', value: '<b>' })).toBe(
    '{"Name":"A","Value":"\\u003cb\\u003e","ValueFrom":null}',
  )
  expect(printGo('ResourceRequirements', { limits: { memory: '1Gi', cpu: '1' } })).toContain(
    '{"cpu":"1","memory":"1Gi"}',
  )
})

test('what a pod shares with its node is in its security context', () => {
  const spec = internalPodSpec({ hostNetwork: true, securityContext: { runAsUser: 1 } })
  expect(goValue('PodSecurityContext', spec.securityContext)).toMatchObject({
    HostNetwork: true,
    HostPID: false,
    ShareProcessNamespace: null,
    RunAsUser: 1,
  })
})

test('indented by one blank', () => {
  expect(prettyGo('LocalObjectReference', { name: 'a' })).toBe('{\n "Name": "a"\n}')
})

test('every type that a field names is there', () => {
  const named = Object.values(goTypes).flatMap((fields) =>
    fields.split(' ').flatMap((field) => /^\+(\w+)|[?=](\w+)$/.exec(field)?.slice(1) ?? []),
  )
  const missing = named.filter((name) => name !== undefined && name !== '' && !(name in goTypes))
  expect([...new Set(missing)]).toEqual([])
})
