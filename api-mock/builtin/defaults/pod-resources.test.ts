import { expect, test } from 'vitest'
import { requestsFromLimits, withPodResources } from './pod-resources.ts'

const container = (requests: object, more: object = {}) => ({ name: 'c', resources: { requests }, ...more })

test('what is limited is requested, unless it says otherwise', () => {
  const resources = { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1' } }
  expect(requestsFromLimits({ resources })).toEqual({
    resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } },
  })
  expect(requestsFromLimits({ resources: { requests: { cpu: '1' } } })).toEqual({
    resources: { requests: { cpu: '1' } },
  })
})

test('a pod with limits of its own requests what its containers do, then what it is limited to', () => {
  const spec = {
    containers: [container({ cpu: '100m' })],
    resources: { limits: { cpu: '1', memory: '1Gi' } },
  }
  expect(withPodResources(spec).resources).toEqual({
    limits: { cpu: '1', memory: '1Gi' },
    requests: { cpu: '100m', memory: '1Gi' },
  })
  const plain = { containers: [container({ cpu: '100m' })] }
  expect(withPodResources(plain)).toBe(plain)
})

test('huge pages of containers are limits of a pod that has resources of its own', () => {
  const limits = { 'hugepages-2Mi': '4Mi' }
  const spec = {
    containers: [{ resources: { limits, requests: limits } }],
    resources: { limits: { cpu: '1' } },
  }
  expect(withPodResources(spec).resources).toEqual({
    limits: { cpu: '1', 'hugepages-2Mi': '4Mi' },
    requests: { cpu: '1', 'hugepages-2Mi': '4Mi' },
  })
})
