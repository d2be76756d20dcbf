import { expect, test } from 'vitest'
import { createCipher } from './cipher.ts'

const cipher = createCipher(Buffer.alloc(32, 1))

test('a value is read back, and is another one each time it is written', () => {
  const sealed = cipher.encrypt('row', 'secret')
  expect(cipher.decrypt('row', sealed)).toBe('secret')
  expect(cipher.encrypt('row', 'secret')).not.toBe(sealed)
})

test('a moved, damaged or foreign value is refused', () => {
  const sealed = cipher.encrypt('row', 'secret')
  expect(() => cipher.decrypt('other', sealed)).toThrow()
  const bytes = Buffer.from(sealed, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  expect(() => cipher.decrypt('row', bytes.toString('base64'))).toThrow()
  expect(() => createCipher(Buffer.alloc(32, 2)).decrypt('row', sealed)).toThrow()
  expect(() => cipher.decrypt('row', '')).toThrow()
})
