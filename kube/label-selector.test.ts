import { expect, test } from 'vitest'
import {
  formatRequirements,
  requirementsOf,
  requirementsOfLabels,
  requirementsOfNodes,
} from './label-selector.ts'
import { matchesLabels, parseLabelSelector } from './selectors.ts'

const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['gold', 'blue'] },
    { key: 'old', operator: 'DoesNotExist' },
  ],
}

test('labels and expressions must all hold', () => {
  const requirements = requirementsOf(selector) ?? []
  expect(matchesLabels(requirements, { app: 'web', tier: 'gold' })).toBe(true)
  expect(matchesLabels(requirements, { app: 'web', tier: 'gold', old: '' })).toBe(false)
  expect(matchesLabels(requirements, { app: 'web' })).toBe(false)
})

test('an empty selector selects everything, no selector nothing', () => {
  expect(requirementsOf({})).toEqual([])
  expect(requirementsOf(undefined)).toBeUndefined()
  expect(requirementsOf({ matchExpressions: [{ key: 'a', operator: 'Like' }] })).toBeUndefined()
})

test('labels alone must be as they are given', () => {
  expect(matchesLabels(requirementsOfLabels({ app: 'web' }), { app: 'web', tier: 'gold' })).toBe(true)
  expect(matchesLabels(requirementsOfLabels({ app: 'web' }), { app: 'db' })).toBe(false)
  expect(requirementsOfLabels(undefined)).toEqual([])
})

test('the labels of nodes may be compared as numbers', () => {
  const expressions = [{ key: 'cores', operator: 'Gt', values: ['4'] }]
  expect(matchesLabels(requirementsOfNodes(expressions) ?? [], { cores: '8' })).toBe(true)
  expect(matchesLabels(requirementsOfNodes(expressions) ?? [], { cores: '4' })).toBe(false)
  expect(requirementsOf({ matchExpressions: expressions })).toBeUndefined()
})

test('the text form says the same', () => {
  const text = formatRequirements(requirementsOf(selector) ?? [])
  expect(text).toBe('app=web,!old,tier in (blue,gold)')
  expect(matchesLabels(parseLabelSelector(text), { app: 'web', tier: 'blue' })).toBe(true)
})
