import { expect, test } from 'vitest'
import { collectionOf } from './collection.ts'

const object = (apiVersion: string, kind: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'a', ...(namespace === undefined ? {} : { namespace }) },
})

test('an object goes where it says, or home', () => {
  expect(collectionOf(object('v1', 'Namespace'))).toBe('/api/v1/namespaces')
  expect(collectionOf(object('v1', 'ConfigMap', 'shop'))).toBe('/api/v1/namespaces/shop/configmaps')
  expect(collectionOf(object('batch/v1', 'CronJob'), 'home')).toBe('/apis/batch/v1/namespaces/home/cronjobs')
})

test.each([
  ['SearchIndex', 'searchindexes'],
  ['Ingress', 'ingresses'],
  ['NetworkPolicy', 'networkpolicies'],
])('a %s is one of %s', (kind, plural) => {
  expect(collectionOf(object('example.org/v1', kind), 'home')).toMatch(new RegExp(`/${plural}$`))
})
