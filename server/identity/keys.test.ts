import { expect, test } from 'vitest'
import { expiryOf, keyName, keySecret, makeKey, never, readKeySecret, type AccessKey } from './keys.ts'

const about: AccessKey = {
  user: 'ada',
  uid: 'uid-1',
  type: 'User',
  displayName: 'Laptop',
  expires: '2026-11-23T12:00:00Z',
}

test('keys are recognisable, long and different', () => {
  const made = Array.from({ length: 100 }, makeKey)
  expect(new Set(made).size).toBe(100)
  for (const key of made) expect(key).toMatch(/^aerie_[\w-]{40}$/)
})

test('a key is found by its hash and is nowhere in its Secret', () => {
  const key = makeKey()
  const secret = keySecret(key, about)
  expect(secret.metadata.name).toBe(keyName(key))
  expect(keyName(key)).toMatch(/^key-[0-9a-f]{40}$/)
  expect(JSON.stringify(secret)).not.toContain(key)
  expect(Buffer.from(JSON.stringify(secret['data'])).toString()).not.toContain(key.slice(6))
  expect(readKeySecret(secret)).toEqual(about)
})

test.each([
  ['no data', {}],
  ['data that is null', { data: null }],
  ['another field', { data: { password: 'eA==' } }],
  ['a number', { data: { key: 5 } }],
  ['no JSON', { data: { key: Buffer.from('{').toString('base64') } }],
  ['null', { data: { key: Buffer.from('null').toString('base64') } }],
  [
    'a missing field',
    { data: { key: Buffer.from(JSON.stringify({ ...about, uid: undefined })).toString('base64') } },
  ],
  [
    'a wrong field',
    { data: { key: Buffer.from(JSON.stringify({ ...about, expires: 1 })).toString('base64') } },
  ],
  [
    'a scope that is none',
    { data: { key: Buffer.from(JSON.stringify({ ...about, scope: null })).toString('base64') } },
  ],
])('a Secret with %s is no key', (_, fields) => {
  const { data: __, ...rest } = keySecret('x', about)
  expect(
    readKeySecret({ ...rest, kind: 'Secret', apiVersion: 'v1', metadata: { name: 'x' }, ...fields }),
  ).toBeUndefined()
})

const at = (time: string) => Date.parse(time)
const idle = { ...about, expires: never, ttl: 3600, ttlAfterLastActivity: true }

test('a key expires at its time, or so long after it was made or used last', () => {
  expect(expiryOf(about)).toBe(at(about.expires))
  const created = '2026-11-23T12:00:00Z'
  expect(expiryOf({ ...idle, created })).toBe(at('2026-11-23T13:00:00Z'))
  expect(expiryOf({ ...idle, created, lastUsed: '2026-11-24T12:00:00Z' })).toBe(at('2026-11-24T13:00:00Z'))
  expect(expiryOf({ ...idle, created, lastUsed: '2026-11-22T12:00:00Z' })).toBe(at('2026-11-23T13:00:00Z'))
  expect(expiryOf({ ...idle, created, ttl: 0 })).toBe(at(never))
})

test('what cannot be read as a time is after nothing', () => {
  expect(expiryOf({ ...about, expires: 'soon' })).toBeNaN()
  expect(expiryOf(idle)).toBeNaN()
  expect(expiryOf({ ...idle, created: '2026-11-23T12:00:00Z', lastUsed: 'now' })).toBeNaN()
})
