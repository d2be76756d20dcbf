import { expect, test } from 'vitest'
import { staleEntries } from './ledger-repair.ts'

const now = Date.parse('2026-05-01T12:00:00Z')
const entry = (since: string) => ({ active: true, since })

test('an entry without an instance is due when its request can no longer be under way', () => {
  const entries = {
    'spaceinstances/known': entry('2026-05-01T10:00:00Z'),
    'spaceinstances/gone': entry('2026-05-01T11:59:00Z'),
    'spaceinstances/coming': entry('2026-05-01T11:59:50Z'),
    'spaceinstances/later': entry('2026-05-01T11:59:55Z'),
    'spaceinstances/broken': entry('yesterday'),
  }
  expect(staleEntries(entries, (key) => key.endsWith('known'), now)).toEqual({
    due: ['spaceinstances/gone', 'spaceinstances/broken'],
    lookAgainIn: 10_000,
  })
  expect(staleEntries(entries, () => true, now)).toEqual({ due: [] })
})
