import { expect, test } from 'vitest'
import { phaseOf } from './phase-words.ts'

test('what nobody has looked at yet is on the way', () => {
  expect(phaseOf({ metadata: {} })).toBe('Pending')
  expect(phaseOf({ metadata: {}, status: { phase: '' } })).toBe('Pending')
  expect(phaseOf({ metadata: {}, status: { phase: 'Unheard' } })).toBe('Pending')
})

test('what is being deleted says so, whatever it was before', () => {
  const status = { phase: 'Ready' }
  expect(phaseOf({ metadata: {}, status })).toBe('Ready')
  expect(phaseOf({ metadata: { deletionTimestamp: '2026-05-01T12:00:00Z' }, status })).toBe('Deleting')
})
