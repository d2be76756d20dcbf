import { expect, test } from 'vitest'
import type { Entry, Group } from './entry.ts'
import { grouped, isNamed, matching } from './rank.ts'

function entry(title: string, group: Group = 'Places', rest: Partial<Entry> = {}): Entry {
  return { id: `${group} ${title}`, group, title, does: { to: `/${title}` }, ...rest }
}

function titles(entries: readonly Entry[], typed: string): string[] {
  return matching(entries, typed).map(({ entry: { title } }) => title)
}

test('without anything typed all are there in their order', () => {
  expect(titles([entry('b'), entry('a')], ' ')).toEqual(['b', 'a'])
})

test('what begins with it comes before what has it somewhere', () => {
  const entries = [entry('my-team'), entry('Team settings'), entry('steam'), entry('Users')]
  expect(titles(entries, 'team')).toEqual(['Team settings', 'my-team', 'steam'])
})

test('letters may be left out, and words come in any order', () => {
  const entries = [entry('payments-ci', 'Virtual clusters', { beside: 'Checkout' }), entry('batch')]
  expect(titles(entries, 'pymnts')).toEqual(['payments-ci'])
  expect(titles(entries, 'checkout pay')).toEqual(['payments-ci'])
  expect(titles(entries, 'zzz')).toEqual([])
})

test('of what is called alike, that of the project where somebody is comes first', () => {
  const inProject = (project: string, group: Group = 'Actions'): Entry => ({
    ...entry('New space', group, { beside: project }),
    does: { to: `/projects/${project}/new/space` },
  })
  const entries = [inProject('alpha', 'Recent'), inProject('beta'), inProject('pal')]
  const places = (scopes: string[]) =>
    matching(entries, 'new space', scopes).map(({ entry: { beside } }) => beside)
  expect(places(['/projects/pal'])).toEqual(['pal', 'alpha', 'beta'])
  expect(places([])).toEqual(['alpha', 'beta', 'pal'])
  expect(titles([entry('New space plan'), inProject('pal')], 'new space p')).toEqual([
    'New space plan',
    'New space',
  ])
})

test('letters of every script are found', () => {
  expect(titles([entry('Größe'), entry('Проект')], 'прое')).toEqual(['Проект'])
})

test('an entry is found by other words for it, of which nothing is marked', () => {
  const [match] = matching([entry('Colours: dark', 'Actions', { also: 'theme night' })], 'night')
  expect(match?.marks).toEqual([])
  expect(matching([entry('maya-dev')], 'dev')[0]?.marks).toEqual([5, 8])
})

test('what is only spelled with the same letters is not called so', () => {
  const entries = [entry('payments-ci')]
  expect(isNamed(matching(entries, 'pyment'), 'pyment')).toBe(false)
  expect(isNamed(matching(entries, 'payments'), 'payments')).toBe(true)
})

test('the group of the best comes first, a place stands once, and a group is short', () => {
  const does = { to: '/teams' }
  const many = Array.from({ length: 9 }, (_, at) => entry(`team-${at}`, 'Teams'))
  const all = [entry('Teams', 'Recent', { does }), entry('Teams', 'Places', { does }), ...many]
  const groups = grouped(matching(all, 'team'))
  expect(groups.map(({ group, matches }) => [group, matches.length])).toEqual([
    ['Recent', 1],
    ['Teams', 6],
  ])
})
