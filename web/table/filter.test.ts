import { expect, test } from 'vitest'
import { matches, parseFilter } from './filter.ts'

const object = { metadata: { name: 'red', labels: { env: 'prod', 'aerie.dev/tier': 'gold' } } }

test.each([
  ['', true],
  ['red', true],
  ['RED', true],
  ['red team', true],
  ['team red', true],
  ['"the red"', true],
  ['"red the"', false],
  ['blue', false],
  ['env=prod', true],
  ['env==prod', true],
  ['env=dev', false],
  ['env!=dev', true],
  ['env!=prod', false],
  ['other!=prod', true],
  ['aerie.dev/tier=gold red', true],
  ['env=prod blue', false],
  ['env=', false],
  ['"', true],
])('%j matches: %j', (typed, expected) => {
  expect(matches(parseFilter(typed), object, () => 'the red team')).toBe(expected)
})
