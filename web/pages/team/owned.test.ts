import { expect, test } from 'vitest'
import { ownedOf, ownedWords } from './owned.ts'

const object = (name: string, team: string, displayName = '') => ({
  metadata: { name },
  spec: { displayName, owner: { team } },
})

test('what a team owns is counted and named, and what others own is not', () => {
  const words = ownedWords(ownedOf('team', 'red'), {
    projects: [object('shop', 'red', 'Shop'), object('mail', 'blue')],
    virtualClusters: [object('x', 'blue'), { metadata: { name: 'y' }, spec: { owner: { user: 'red' } } }],
    spaces: ['a', 'b', 'c', 'd', 'e'].map((name) => object(name, 'red')),
  })
  expect(words).toBe('1 project (Shop) and 5 spaces (a, b, c and 2 more)')
})

test('a team that owns nothing has nothing to say', () => {
  expect(
    ownedWords(ownedOf('team', 'red'), {
      projects: [],
      virtualClusters: [],
      spaces: [{ metadata: { name: 'a' }, spec: {} }],
    }),
  ).toBe('')
})

test('what is a person’s own is not their team’s', () => {
  const mine = { metadata: { name: 'y' }, spec: { owner: { user: 'red' } } }
  const things = { projects: [], virtualClusters: [mine], spaces: [object('a', 'red')] }
  expect(ownedWords(ownedOf('user', 'red'), things)).toBe('1 virtual cluster (y)')
})
