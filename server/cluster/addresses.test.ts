import { expect, test } from 'vitest'
import { addressProblem, isLoopback } from './addresses.ts'

const as =
  (...addresses: string[]) =>
  async (): Promise<string[]> =>
    addresses

test.each(['127.0.0.1', '127.8.8.8', '[::1]', 'localhost'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true)
})

test.each(['10.0.0.1', 'far.example', '[2001:db8::1]'])('%s is another one', (host) => {
  expect(isLoopback(host)).toBe(false)
})

test.each([
  [['169.254.169.254'], true, 'link-local'],
  [['fe80::1'], true, 'link-local'],
  [['::ffff:169.254.169.254'], true, 'link-local'],
  [['203.0.113.7', '169.254.0.1'], true, 'link-local'],
  [['0.0.0.0'], true, 'none at all'],
  [['127.0.0.1'], false, 'this machine itself'],
  [['::ffff:127.0.0.1'], false, 'this machine itself'],
])('%j, where loopback is %j, is refused', async (addresses, loopbackAllowed, why) => {
  expect(await addressProblem('a.example', loopbackAllowed, as(...addresses))).toContain(why)
})

test('other addresses are dialled, and this machine where the management cluster is on it', async () => {
  expect(await addressProblem('a.example', false, as('10.0.0.1', '2001:db8::1'))).toBeUndefined()
  expect(await addressProblem('localhost', true, as('127.0.0.1', '::1'))).toBeUndefined()
  const unknown = () => Promise.reject(new Error('ENOTFOUND'))
  expect(await addressProblem('a.example', false, unknown)).toBe('no address is known for this host')
})
