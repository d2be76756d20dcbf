import { expect, test } from 'vitest'
import { openPages } from './pages.ts'

const token = Buffer.from('{"start":"loft-p-hidden/secret-plan\\u0000"}').toString('base64url')

test('another server with the same secret reads it, and nobody reads it without', () => {
  const sealed = openPages('secret').seal(token)
  expect(openPages('secret').open(sealed)).toBe(token)
  expect(Buffer.from(sealed, 'base64url').toString()).not.toContain('secret-plan')
  expect(openPages('other').open(sealed)).toBeUndefined()
})

test('what was not sealed is nothing', () => {
  const pages = openPages('secret')
  const sealed = pages.seal(token)
  const another = sealed.startsWith('A') ? 'B' : 'A'
  for (const wrong of ['', 'x', token, sealed.slice(0, -2), `${another}${sealed.slice(1)}`])
    expect(pages.open(wrong), wrong).toBeUndefined()
})
