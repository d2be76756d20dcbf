import { expect, test } from 'vitest'
import { formatQuantity } from '#kube/quantity.ts'
import { containerResources, podResources } from './resources.ts'
import type { ResourceList } from './resources.ts'

const container = (requests: object, more: object = {}) => ({ name: 'c', resources: { requests }, ...more })
const cpu = (amount: string, more: object = {}): object => container({ cpu: amount }, more)
const texts = (list: ResourceList): object =>
  Object.fromEntries([...list].map(([name, amount]) => [name, formatQuantity(amount)]))

test('a pod needs what its containers need together, or the most that one of its init containers does', () => {
  const spec = {
    containers: [container({ cpu: '100m', memory: '1Gi' }), container({ cpu: '200m' })],
    initContainers: [container({ cpu: '1', memory: '512Mi' })],
  }
  expect(texts(containerResources(spec, 'requests'))).toEqual({ cpu: '1', memory: '1Gi' })
})

test('an init container that stays counts with those that come after it', () => {
  const spec = {
    containers: [cpu('100m')],
    initContainers: [cpu('300m', { restartPolicy: 'Always' }), cpu('200m')],
  }
  expect(texts(containerResources(spec, 'requests'))).toEqual({ cpu: '500m' })
})

test.each([
  ['the sum of its containers', { containers: [cpu('100m'), cpu('1.5'), {}] }, '1600m'],
  ['its largest init container', { initContainers: [cpu('2'), cpu('3')], containers: [cpu('1')] }, '3'],
  [
    'sidecars beside what runs',
    { initContainers: [cpu('1', { restartPolicy: 'Always' }), cpu('500m')], containers: [cpu('2')] },
    '3',
  ],
  [
    'an init container beside the sidecars before it',
    { initContainers: [cpu('1', { restartPolicy: 'Always' }), cpu('4')], containers: [cpu('2')] },
    '5',
  ],
  ['what the pod itself asks for', { ...cpu('750m'), containers: [cpu('2')] }, '750m'],
  ['its overhead on top', { overhead: { cpu: '250m' }, containers: [cpu('1')] }, '1250m'],
])('a pod needs %s', (_what, spec, expected) => {
  expect(texts(podResources({ ...spec }, 'requests'))).toEqual({ cpu: expected })
})

test('overhead is limited only where the pod is', () => {
  const overhead = { cpu: '250m', memory: '1Gi' }
  const limited = { overhead, containers: [{ resources: { limits: { cpu: '1' } } }] }
  expect(texts(podResources(limited, 'limits'))).toEqual({ cpu: '1250m' })
})
