import { expect, test } from 'vitest'
import { kindAt, kindCalled, kindsOf, manyOf, preferred } from './kinds-inside.ts'

const document = {
  items: [
    {
      metadata: { name: 'apps' },
      versions: [
        {
          version: 'v1',
          resources: [
            {
              resource: 'deployments',
              responseKind: { kind: 'Deployment' },
              scope: 'Namespaced',
              shortNames: ['deploy'],
              verbs: ['get', 'list', 'watch'],
            },
            { resource: 'reviews', responseKind: { kind: 'Review' }, scope: 'Cluster', verbs: ['create'] },
          ],
        },
        {
          version: 'v1beta1',
          resources: [{ resource: 'deployments', responseKind: { kind: 'Deployment' }, verbs: ['list'] }],
        },
      ],
    },
  ],
}

test('kinds are those that can be listed, in each of their versions', () => {
  const kinds = kindsOf(document)
  expect(kinds.map(({ plural, version }) => `${plural} ${version}`)).toEqual([
    'deployments v1',
    'deployments v1beta1',
  ])
  expect(kinds[0]).toMatchObject({
    group: 'apps',
    many: 'Deployments',
    shortNames: ['deploy'],
    namespaced: true,
  })
  expect(preferred(kinds)).toEqual([kinds[0]])
  expect(kindAt(kinds, { group: 'apps', version: 'v1beta1', plural: 'deployments' })).toBe(kinds[1])
})

test('an owner is found in its version, or in another of its group', () => {
  const kinds = kindsOf(document)
  expect(kindCalled(kinds, { apiVersion: 'apps/v1beta1', kind: 'Deployment' })).toBe(kinds[1])
  expect(kindCalled(kinds, { apiVersion: 'apps/v2', kind: 'Deployment' })).toBe(kinds[0])
  expect(kindCalled(kinds, { apiVersion: 'v1', kind: 'Deployment' })).toBeUndefined()
})

test.each([
  ['ConfigMap', 'configmaps', 'ConfigMaps'],
  ['NetworkPolicy', 'networkpolicies', 'NetworkPolicies'],
  ['Endpoints', 'endpoints', 'Endpoints'],
  ['Ingress', 'ingresses', 'Ingresses'],
  ['Person', 'people', 'People'],
])('several of %s are %s written as %s', (kind, plural, many) => {
  expect(manyOf(kind, plural)).toBe(many)
})
