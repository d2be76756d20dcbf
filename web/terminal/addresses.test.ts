import { expect, test } from 'vitest'
import { execAddress, prefixOf } from './addresses.ts'

test('a shell in a container goes where kubectl exec does', () => {
  const place = { root: '/kubernetes/cluster/eu' }
  expect(execAddress({ place, namespace: 'a', pod: 'b-0', container: 'c' }, 'bash')).toBe(
    '/kubernetes/cluster/eu/api/v1/namespaces/a/pods/b-0/exec?command=bash&container=c&stdin=1&stdout=1&stderr=1&tty=1',
  )
})

test('every target of a shell has its prefix', () => {
  expect(prefixOf({ kind: 'management' })).toBe('/kubernetes/management')
  expect(prefixOf({ kind: 'cluster', cluster: 'eu' })).toBe('/kubernetes/cluster/eu')
  expect(prefixOf({ kind: 'space', project: 'p', name: 's' })).toBe('/kubernetes/project/p/space/s')
  expect(prefixOf({ kind: 'virtualCluster', project: 'p', name: 'v' })).toBe(
    '/kubernetes/project/p/virtualcluster/v',
  )
})
