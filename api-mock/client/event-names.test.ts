import { expect, test } from 'vitest'
import { EventNames } from './event-names.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

test('names sort in the order in which things happened, also within a moment', () => {
  const names = new EventNames()
  const given = Array.from({ length: 20 }, (_, each) =>
    names.nameOf('web', `what ${each}`, now + (each >> 3)),
  )
  expect(given.toSorted()).toEqual(given)
  expect(new Set(given).size).toBe(20)
  expect(given[0]).toMatch(/^web\.[0-9a-f]{16}$/)
})

test('what happens again has its name, and what did not for long is forgotten', () => {
  const names = new EventNames()
  const first = names.nameOf('web', 'pulled', now)
  const other = names.nameOf('web', 'started', now)
  expect(names.nameOf('web', 'pulled', now + 5000)).toBe(first)
  for (let each = 0; each < 4095; each += 1) names.nameOf('web', `more ${each}`, now)
  expect(names.nameOf('web', 'pulled', now)).toBe(first)
  expect(names.nameOf('web', 'started', now)).not.toBe(other)
})
