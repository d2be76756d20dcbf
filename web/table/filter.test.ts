import { expect, test } from 'vitest'
import { matches, parseFilter } from './filter.ts'

const columns: Record<string, string> = { status: 'failed: no room', owner: 'team red', 'node-name': 'n1' }
const searched = {
  labels: { env: 'prod', 'aerie.dev/tier': 'gold' },
  row: () => 'the red team at http:x',
  column: (id: string) => columns[id],
  tone: () => 'bad' as const,
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
  ['env="prod"', true],
  ['env==prod', true],
  ['env=dev', false],
  ['env!=dev', true],
  ['env!=prod', false],
  ['other!=prod', true],
  ['aerie.dev/tier=gold red', true],
  ['env=prod blue', false],
  ['env=', false],
  ['toString=', false],
  ['label:env', true],
  ['label:other', false],
  ['label:', true],
  ['!env', false],
  ['!other', true],
  ['"', true],
  ['status:failed', true],
  ['Status:FAIL', true],
  ['status:ready', false],
  ['status:"no room"', true],
  ['status:room', false],
  ['status:failing', true],
  ['status:ok', false],
  ['owner:"team red"', true],
  ['owner:blue', false],
  ['node-name:n1', true],
  ['status:', true],
  ['status:failed blue', false],
  ['http:x', true],
  ['http:y', false],
])('%j matches: %j', (typed, expected) => {
  expect(matches(parseFilter(typed), searched)).toBe(expected)
})

test('what is ready is not what is not ready', () => {
  const notReady = { ...searched, column: () => 'running, not ready', tone: () => 'pending' as const }
  expect(matches(parseFilter('status:ready'), notReady)).toBe(false)
  expect(matches(parseFilter('status:running'), notReady)).toBe(true)
  expect(matches(parseFilter('status:pending'), notReady)).toBe(true)
})
