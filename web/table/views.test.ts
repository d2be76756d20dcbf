import { expect, test } from 'vitest'
import { viewsWith, whyNot, withoutView } from './views.ts'

const views = [
  { name: 'mine', query: 'filter=mine' },
  { name: 'old', query: 'sort=age' },
]

test('a view is kept, renamed in its place, and taken out', () => {
  expect(viewsWith(views, 'new', 'filter=x').map(({ name }) => name)).toEqual(['mine', 'old', 'new'])
  expect(viewsWith(views, 'ours', 'filter=mine', 'mine')).toEqual([
    { name: 'ours', query: 'filter=mine' },
    views[1],
  ])
  expect(withoutView(views, 'mine')).toEqual([views[1]])
  expect(withoutView(views.slice(0, 1), 'mine')).toBeUndefined()
})

test('a name is refused for a reason', () => {
  expect(whyNot('new', views, '')).toBeUndefined()
  expect(whyNot('', views)).toMatch(/Give it a name/)
  expect(whyNot('mine', views)).toMatch(/already/)
  expect(whyNot('x'.repeat(81), views)).toMatch(/80/)
  expect(whyNot('new', views, 'x'.repeat(1001))).toMatch(/too long/)
  const many = Array.from({ length: 20 }, (_, index) => ({ name: String(index), query: '' }))
  expect(whyNot('new', many, '')).toMatch(/delete one/)
})
