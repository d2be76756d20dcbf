import { expect, test } from 'vitest'
import type { Entry, Group } from './entry.ts'
import { podsAsked, resultsFor } from './results.ts'

const entry = (title: string, group: Group): Entry => ({
  id: `${group} ${title}`,
  group,
  title,
  does: { to: `/${group}/${title}` },
})
const entries = [
  entry('Checkout', 'Recent'),
  entry('Home', 'Places'),
  entry('shop', 'Projects'),
  entry('payments-ci', 'Virtual clusters'),
]
const pods = [entry('payment-7d9f', 'Pods'), entry('web-1', 'Pods')]

const shown = (typed: string) =>
  resultsFor(entries, pods, typed).map(({ group, matches }) => [
    group,
    ...matches.map((one) => one.entry.title),
  ])

test('pods are looked for when they are named, or when nothing else is called so', () => {
  expect(podsAsked(entries, 'pod w', false)).toBe(true)
  expect(podsAsked(entries, 'web', false)).toBe(true)
  expect(podsAsked(entries, 'we', false)).toBe(false)
  expect(podsAsked(entries, 'shop', false)).toBe(false)
  expect(podsAsked(entries, 'pod', false)).toBe(true)
  expect(podsAsked(entries, 'web', true)).toBe(false)
})

test('at first there is where one was, and the places, but not every object', () => {
  expect(shown('')).toEqual([
    ['Recent', 'Checkout'],
    ['Places', 'Home'],
  ])
})

test('where something else is called so, pods are offered to be looked for', () => {
  const groups = resultsFor(entries, undefined, 'shop')
  expect(groups.map(({ matches }) => matches[0]?.entry.title)).toEqual([
    'shop',
    'Look for pods called “shop”',
  ])
})

test('pods come first where they were asked for or are called so', () => {
  expect(shown('pods web')).toEqual([['Pods', 'web-1']])
  expect(shown('payment-7')[0]).toEqual(['Pods', 'payment-7d9f'])
})
