import { expect, test } from 'vitest'
import { matches, parseFilter } from './filter.ts'

const columns: Record<string, string> = { status: 'failed: no room', owner: 'team red' }
const searched = {
  labels: { env: 'prod', 'aerie.dev/tier': 'gold' },
  row: () => 'the red team at http:x',
  column: (id: string) => columns[id],
}

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
  ['status:failed', true],
  ['Status:FAIL', true],
  ['status:ready', false],
  ['owner:"team red"', true],
  ['owner:blue', false],
  ['status:', true],
  ['status:failed blue', false],
  ['http:x', true],
  ['http:y', false],
])('%j matches: %j', (typed, expected) => {
  expect(matches(parseFilter(typed), searched)).toBe(expected)
})
