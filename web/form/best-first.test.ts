import { expect, test } from 'vitest'
import { bestFirst } from './best-first.ts'

const titles: Record<string, string> = {
  chloe: 'Chloé Martin',
  elif: 'Elif Yılmaz',
  lena: 'Lena Hoffmann',
  maya: 'Maya Okafor',
  zed: 'Nobody',
}
const find = (typed: string, options = Object.keys(titles)) =>
  bestFirst(options, typed, (name) => [titles[name] ?? '', name, `${titles[name]} (${name})`])

test.each([
  ['ma', ['maya', 'chloe', 'elif', 'lena']],
  ['MART', ['chloe']],
  ['chloe', ['chloe']],
  [' ze', ['zed']],
  ['okafor (m', ['maya']],
  ['', ['chloe', 'elif', 'lena', 'maya', 'zed']],
  ['q', []],
])('%j finds %j', (typed, found) => {
  expect(find(typed)).toEqual(found)
})

test('of very many, fifty are enough', () => {
  const options = [...Array.from({ length: 60 }, (_, index) => `a-ma-${index}`), 'maya']
  const found = bestFirst(options, 'ma', (name) => [name])
  expect(found).toHaveLength(50)
  expect(found[0]).toBe('maya')
})
