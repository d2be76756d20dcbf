import { expect, test } from 'vitest'
import { amountName, amountRows } from './resource-quotas.ts'

const wordsOf = (key: string, used: string, limit: string) =>
  amountRows({ [key]: limit }, { [key]: used })[0]?.words

test.each([
  ['requests.cpu', '1500m', '4', '1.5 of 4 cores'],
  ['requests.cpu', '100m', '500m', '100 of 500 m CPU'],
  ['limits.cpu', '0', '1', '0 of 1 cores'],
  ['requests.memory', '512Mi', '2Gi', '0.5 of 2 Gi'],
  ['limits.memory', '128Mi', '900Mi', '128 of 900 Mi'],
  ['requests.storage', '1Gi', '1Ti', '1 of 1,024 Gi'],
  ['count/pods', '12', '50', '12 of 50'],
  ['services.loadbalancers', '1', '1', '1 of 1'],
])('%s: %s of %s is %s', (key, used, limit, words) => {
  expect(wordsOf(key, used, limit)).toBe(words)
})

test('processors come first, counts last, and what nothing counted has nothing used', () => {
  const rows = amountRows(
    { services: '3', 'count/pods': '5', 'requests.memory': '1Gi', 'requests.cpu': 2 },
    {},
  )
  expect(rows.map(({ key }) => key)).toEqual(['requests.cpu', 'requests.memory', 'count/pods', 'services'])
  expect(rows[0]).toMatchObject({ used: 0, limit: 2 })
})

test('a limit that is no quantity is left out', () => {
  expect(amountRows({ pods: 'many' }, {})).toEqual([])
})

test.each([
  ['requests.cpu', 'CPU requested'],
  ['count/deployments.apps', 'Deployments'],
  ['count/configmaps', 'Config maps'],
  ['pods', 'Pods'],
  ['requests.nvidia.com/gpu', 'requests.nvidia.com/gpu'],
  ['gold.storageclass.storage.k8s.io/requests.storage', 'gold.storageclass.storage.k8s.io/requests.storage'],
])('%s is called %s', (key, name) => {
  expect(amountName(key)).toBe(name)
})
