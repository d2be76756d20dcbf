import { expect, test } from 'vitest'
import { addressOf, choiceOf, firstQuery, lineOfHash, resumedQuery } from './log-query.ts'

const choice = (address: string) => choiceOf(new URLSearchParams(address))

test('an address says what is not ordinary, and keeps what is not its own', () => {
  const address = 'container=web&previous=1&since=1h&wrap=0&times=1&find=a+b&regex=1'
  expect(addressOf(choice(address), new URLSearchParams('tab=x')).toString()).toBe(`tab=x&${address}`)
  expect(addressOf(choice(''), new URLSearchParams(address)).toString()).toBe('')
  expect(choice('since=toString').since).toBe('last')
})

test.each([
  ['', undefined, 'container=&timestamps=true&follow=true&tailLines=5000'],
  ['container=web&previous=1', undefined, 'container=web&timestamps=true&previous=true&tailLines=5000'],
  ['since=1h', undefined, 'container=&timestamps=true&follow=true&sinceSeconds=3600'],
  ['since=all', undefined, 'container=&timestamps=true&follow=true'],
  ['', '2026-03-01T12:00:00.5Z', 'container=&timestamps=true&follow=true&sinceTime=2026-03-01T12%3A00%3A00Z'],
])('%j with line %s asks for %j', (address, line, query) => {
  expect(firstQuery(choice(address), line).toString()).toBe(query)
})

test('a log that is read on asks from a time alone', () => {
  const query = resumedQuery(firstQuery(choice('container=web')), '2026-03-01T12:00:00Z')
  expect(query.toString()).toBe(
    'container=web&timestamps=true&follow=true&sinceTime=2026-03-01T12%3A00%3A00Z',
  )
})

test.each([
  ['#2026-03-01T12:00:00.123456789Z', '2026-03-01T12:00:00.123456789Z'],
  ['#2026-03-01T12%3A00%3A00Z', '2026-03-01T12:00:00Z'],
  ['#main', undefined],
  ['#%', undefined],
  ['', undefined],
])('%j names %j', (hash, line) => {
  expect(lineOfHash(hash)).toBe(line)
})
