import { expect, test } from 'vitest'
import { addressWarning, cleanTitle, hasLines, webAddress } from './hostile.ts'

test('a title is one short line without anything unseen', () => {
  expect(cleanTitle('  root@web:\n/srv ')).toBe('root@web: /srv')
  expect(cleanTitle('a\u202eb')).toBe('a‹U+202E›b')
  expect(cleanTitle('x'.repeat(100))).toHaveLength(60)
})

test('only addresses of the web are links', () => {
  expect(webAddress('https://example.org/a')?.host).toBe('example.org')
  for (const text of ['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'no address'])
    expect(webAddress(text)).toBeUndefined()
})

test('an address that looks like another says so', () => {
  expect(addressWarning(new URL('https://example.org/'))).toBeUndefined()
  expect(addressWarning(new URL('https://bank.example@evil.example/'))).toContain('evil.example')
  expect(addressWarning(new URL('https://bаnk.example/'))).toContain('letters')
})

test('several lines are asked about, also one that ends', () => {
  expect(hasLines('ls')).toBe(false)
  expect(hasLines('ls\n')).toBe(true)
})
