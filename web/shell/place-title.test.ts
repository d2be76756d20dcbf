import { expect, test } from 'vitest'
import { placeTitle } from './place-title.ts'

const crumb = (label: string, isObject = false) => ({ label, isObject })

test('a place is called after itself and the objects above it, the closest first', () => {
  expect(placeTitle([crumb('Teams')])).toBe('Teams')
  expect(
    placeTitle([
      crumb('Projects'),
      crumb('Checkout', true),
      crumb('Virtual clusters'),
      crumb('Maya’s cluster', true),
      crumb('Pods'),
    ]),
  ).toBe('Pods · Maya’s cluster · Checkout')
  expect(placeTitle([crumb('Projects'), crumb('Checkout', true)])).toBe('Checkout')
})

test('a title is never longer than what is kept', () => {
  expect(placeTitle([crumb('x'.repeat(300))])).toHaveLength(200)
})
