import { expect, test } from 'vitest'
import { ownedWords } from './owned.ts'

const object = (name: string, team: string, displayName = '') => ({
  metadata: { name },
  spec: { displayName, owner: { team } },
})

test('what a team owns is counted and named, and what others own is not', () => {
  const words = ownedWords('red', {
    projects: [object('shop', 'red', 'Shop'), object('mail', 'blue')],
    virtualClusters: [object('x', 'blue'), { metadata: { name: 'y' }, spec: { owner: { user: 'red' } } }],
    spaces: ['a', 'b', 'c', 'd', 'e'].map((name) => object(name, 'red')),
  })
  expect(words).toBe('1 project (Shop) and 5 spaces (a, b, c and 2 more)')
})

test('a team that owns nothing has nothing to say', () => {
  expect(
    ownedWords('red', { projects: [], virtualClusters: [], spaces: [{ metadata: { name: 'a' }, spec: {} }] }),
  ).toBe('')
})
