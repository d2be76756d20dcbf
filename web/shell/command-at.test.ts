import { paths } from '#web/paths.ts'
import { expect, test } from 'vitest'
import { commandAt } from './command-at.ts'

test.each([
  [paths.teams(), 'kubectl get teams.management.loft.sh'],
  [paths.team('mobile'), 'kubectl get teams.management.loft.sh mobile -o yaml'],
  [paths.virtualClusters('shop'), 'kubectl get virtualclusterinstances.management.loft.sh -n loft-p-shop'],
  [paths.members('shop'), 'kubectl get projects.management.loft.sh shop -o yaml'],
  [
    paths.spaceYaml('shop', 'dev'),
    'kubectl get spaceinstances.management.loft.sh dev -n loft-p-shop -o yaml',
  ],
  [paths.virtualClusterPods('shop', 'ci'), 'kubectl get pods'],
  [
    paths.object(
      { project: 'shop', virtualCluster: 'ci' },
      { group: 'apps', version: 'v1', plural: 'deployments' },
      { namespace: 'web', name: 'cart' },
      'logs',
    ),
    'kubectl get deployments.apps cart -n web -o yaml',
  ],
  [
    paths.object({ cluster: 'eu' }, { group: '', version: 'v1', plural: 'nodes' }, { name: 'one' }),
    'kubectl get nodes one -o yaml',
  ],
  [paths.objects({ cluster: 'eu' }, { group: '', version: 'v1', plural: 'nodes' }), 'kubectl get nodes'],
])('what %s shows is shown by %s', (path, command) => {
  expect(commandAt(path)).toBe(command)
})

test('some places kubectl has nothing for', () => {
  expect(commandAt(paths.home())).toBeUndefined()
  expect(commandAt(paths.preferences())).toBeUndefined()
})
