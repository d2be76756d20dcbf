import { expect, test } from 'vitest'
import { hashPassword, makePassword, passwordMatches } from './passwords.ts'

test('a hash is salted, says its cost, and matches its password only', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(other)
  expect(await passwordMatches('correct horse', one)).toBe(true)
  expect(await passwordMatches('correct hors', one)).toBe(false)
  expect(await passwordMatches('', one)).toBe(false)
})

test('the two spellings of an accented letter are one password', async () => {
  expect(await passwordMatches('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true)
})

test.each([
  undefined,
  '',
  'scrypt',
  'scrypt$32768$8$1$$',
  'scrypt$1$8$1$AAAA$AAAA',
  'bcrypt$32768$8$1$AAAA$AAAA',
  'scrypt$32768$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAA',
])('nothing matches the hash "%s"', async (hash) => {
  expect(await passwordMatches('', hash)).toBe(false)
})

test('made passwords have four groups, differ, and avoid what is mistaken', () => {
  const made = Array.from({ length: 200 }, makePassword)
  expect(new Set(made).size).toBe(200)
  for (const password of made) {
    expect(password).toMatch(/^[a-z2-9A]{5}(-[a-z2-9A]{5}){3}$/)
    expect(password).not.toMatch(/[ilo01]/)
  }
})
