import type { Cluster } from '#api/kinds/cluster.ts'
import { expect, test } from 'vitest'
import { clusterState, countByCluster, outOfReach, projectsByCluster } from './cluster-words.ts'

function cluster(status: NonNullable<Cluster['status']>, spec: Cluster['spec'] = {}): Cluster {
  return { apiVersion: 'v1', kind: 'Cluster', metadata: { name: 'us-east' }, spec, status }
}

test.each([
  [{}, {}, 'Connecting'],
  [{ phase: 'Initialized', online: true }, {}, 'Online'],
  [{ phase: 'Initialized', online: true }, { unusable: true }, 'Online, takes nothing new'],
  [
    { phase: 'Initialized', online: false, message: 'It does not answer.' },
    {},
    'Out of reach: It does not answer.',
  ],
  [{ phase: 'Failed', reason: 'NotConnected' }, {}, 'Out of reach: NotConnected'],
])('%j %j is %s', (status, spec, words) => {
  expect(clusterState(cluster(status, spec)).words).toBe(words)
})

test('what has no place yet counts nowhere', () => {
  const on = (name: string) => ({ spec: { clusterRef: { cluster: name } } })
  expect(countByCluster([on('a'), on('a'), on(''), { spec: {} }])).toEqual(new Map([['a', 2]]))
})

test('a cluster that is still being reached for is not out of reach', () => {
  const lost = cluster({ phase: 'Initialized', online: false })
  expect(outOfReach([cluster({}), lost, cluster({ phase: 'Initialized', online: true })])).toEqual([lost])
})

test('the projects on a cluster are each named once', () => {
  const on = (name: string, project: string) => ({
    metadata: { name: 'x', namespace: `loft-p-${project}` },
    spec: { clusterRef: { cluster: name } },
  })
  expect(projectsByCluster([on('a', 'web'), on('a', 'app'), on('a', 'web'), on('', 'web')])).toEqual(
    new Map([['a', 'app, web']]),
  )
})
