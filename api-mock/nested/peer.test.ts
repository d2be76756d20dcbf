import { expect, test } from 'vitest'
import { userOf } from './peer.ts'

test.each([
  [{ CN: 'ada', O: 'staff' }, 'ada', ['staff', 'system:authenticated']],
  [{ CN: 'ada', O: ['one', 'two', 'one'] }, 'ada', ['one', 'two', 'system:authenticated']],
  [{ CN: 'ada' }, 'ada', ['system:authenticated']],
])('a certificate names a user and groups', (subject, username, groups) => {
  expect(userOf({ subject, raw: Buffer.from('der') })).toMatchObject({ username, groups })
})

test('a certificate without a common name names nobody', () => {
  expect(userOf({ subject: { O: 'system:masters' }, raw: Buffer.from('der') })).toBeUndefined()
})
