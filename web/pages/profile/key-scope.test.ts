import { expect, test } from 'vitest'
import { commandsWith, scopeOf, wordsOfScope, type KeyTarget } from './key-scope.ts'

test.each<[KeyTarget, string]>([
  [{ choice: 'everything', target: '' }, 'Everything you may do'],
  [{ choice: 'read', target: '' }, 'Reading the management API'],
  [{ choice: 'project', target: 'web' }, 'Project web'],
  [{ choice: 'space', target: 'web/dev' }, 'Space dev of project web'],
  [{ choice: 'virtualCluster', target: 'web/ci' }, 'Virtual cluster ci of project web'],
  [{ choice: 'cluster', target: 'east' }, 'Cluster east'],
])('a key to %o is said to open: %s', (target, words) => {
  expect(wordsOfScope(scopeOf(target))).toBe(words)
})

test('a scope that names nothing opens nothing, which is not everything', () => {
  expect(wordsOfScope({})).toBe('Nothing')
})

test('what others have made of a scope is said, too', () => {
  expect(
    wordsOfScope({
      projects: [{ project: '*' }],
      spaces: [{ project: 'web', space: '*' }],
      virtualClusters: [{ project: '*', virtualCluster: '*' }],
      roles: [{ role: 'loft-cli', projects: ['web'] }, { role: 'agent' }],
      rules: [{ verbs: ['get'] }, {}],
    }),
  ).toBe(
    'Reading the management API in web, the purpose agent, all projects, all spaces of project web, all virtual clusters of every project, 2 rules of its own',
  )
})

test('a name that pretends to be another is spelled out', () => {
  expect(wordsOfScope({ projects: [{ project: 'a\u202Eb' }] })).toBe('Project a‹U+202E›b')
})

test('the commands lead where the key does', () => {
  const origin = 'https://aerie.example.org'
  const space = commandsWith('KEY', { choice: 'space', target: 'web/dev' }, origin)
  expect(space.curl).toBe(
    `curl -H 'Authorization: Bearer KEY' ${origin}/kubernetes/project/web/space/dev/api/v1`,
  )
  expect(space.login).toBeUndefined()
  const all = commandsWith('KEY', { choice: 'everything', target: '' }, origin)
  expect(all.login).toBe(`vcluster platform login ${origin} --access-key KEY`)
  expect(all.kubectl).toBe('kubectl --token=KEY get projects')
})
