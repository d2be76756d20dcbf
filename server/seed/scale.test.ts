import { expect, test } from 'vitest'
import { nodesFor, scaleDeployments } from './scale.ts'

const replicas = (pods: number) =>
  scaleDeployments(pods).map(({ spec }) => (spec as { replicas: number }).replicas)

test.each([
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [250, [100, 100, 50]],
])('%i pods are Deployments of %j', (pods, expected) => {
  expect(replicas(pods)).toEqual(expected)
})

test('each Deployment has a name of its own, in the order in which they are listed', () => {
  const names = scaleDeployments(5_000).map(({ metadata }) => metadata.name)
  expect(new Set(names).size).toBe(50)
  expect(names.toSorted()).toEqual(names)
})

test('a cluster has room for the pods and a few besides', () => {
  expect([0, 300, 301, 5_000].map(nodesFor)).toEqual([3, 3, 4, 50])
})
