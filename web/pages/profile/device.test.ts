import { expect, test } from 'vitest'
import { originOf, programWords } from './device.ts'

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 Edg/137.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['kubectl/v1.35.0 (linux/amd64) kubernetes/2d5a3b0', 'kubectl on Linux'],
  ['curl/8.5.0', 'curl'],
  ['something else', undefined],
  ['', undefined],
])('%s is %s', (userAgent, words) => {
  expect(programWords(userAgent)).toBe(words)
})

test('where a session began is read from what the server noted', () => {
  expect(originOf('127.0.0.1 curl/8.5.0')).toEqual({
    address: '127.0.0.1',
    program: 'curl',
    said: 'curl/8.5.0',
  })
  expect(originOf('::1 ')).toEqual({ address: '::1', said: '' })
  expect(originOf('My laptop')).toEqual({})
  expect(originOf(undefined)).toEqual({})
})
