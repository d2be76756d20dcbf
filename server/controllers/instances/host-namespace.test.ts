import { expect, test } from 'vitest'
import { belongsTo, checkNamespaceName, hostLabels, hostNamespaceName, instanceOf } from './host-namespace.ts'

const space = {
  kind: 'SpaceInstance',
  name: 'dev',
  namespace: 'loft-p-web',
  project: 'web',
  installation: 'i',
} as const

test('a namespace is named after project and instance, or by the pattern of the project', () => {
  expect(hostNamespaceName(space, undefined, {})).toBe('web-s-dev')
  expect(hostNamespaceName({ ...space, kind: 'VirtualClusterInstance' }, '', {})).toBe('web-v-dev')
  const values = { loft: { project: 'web', name: 'dev' } }
  expect(hostNamespaceName(space, 'x-{{ .Values.loft.project }}-{{ .Values.loft.name }}', values)).toBe(
    'x-web-dev',
  )
})

test('long names are cut, and stay different', () => {
  const long = (name: string) => hostNamespaceName({ ...space, project: 'p'.repeat(50), name }, undefined, {})
  expect(long('a-name-of-some-length')).toHaveLength(63)
  expect(long('a-name-of-some-length')).not.toBe(long('a-name-of-some-lengths'))
})

test('a pattern that makes no name for a namespace, or a reserved one, is a problem', () => {
  expect(() => hostNamespaceName(space, 'Über', {})).toThrow('change spec.namespacePattern of project web')
  expect(() => hostNamespaceName(space, '{{ nonsense }}', {})).toThrow('cannot be filled in')
  expect(() => hostNamespaceName(space, 'kube-system', {})).toThrow('belongs to the cluster itself')
  expect(() => checkNamespaceName('loft-p-web')).toThrow('choose another one')
})

test('a namespace tells whose it is', () => {
  const labels = hostLabels(space, { team: 'checkout' })
  expect(labels).toMatchObject({ 'loft.sh/project': 'web', 'loft.sh/team': 'checkout' })
  expect(instanceOf(labels)).toEqual(space)
  expect(belongsTo(labels, space)).toBe(true)
  expect(belongsTo(labels, { ...space, name: 'other' })).toBe(false)
  expect(belongsTo(labels, { ...space, kind: 'VirtualClusterInstance' })).toBe(false)
  expect(belongsTo(labels, { ...space, installation: 'another' })).toBe(false)
  expect(instanceOf({ 'loft.sh/space-instance-name': 'dev' })).toBeUndefined()
})
