import { expect, test } from 'vitest'
import { StatusError } from '#kube/status.ts'
import { readTarget } from './target.ts'

test.each([
  ['/', [], '/'],
  ['/a', ['a'], '/a'],
  ['/a/', ['a'], '/a/'],
  ['/a/b?c=d', ['a', 'b'], '/a/b'],
  ['/a%20b', ['a b'], '/a%20b'],
  ['/%61/%2D', ['a', '-'], '/a/-'],
  ['/%C3%A9', ['é'], '/%C3%A9'],
  ['/...', ['...'], '/...'],
  ['/a:b@c,$d+e=f&g', ['a:b@c,$d+e=f&g'], '/a:b@c,$d+e=f&g'],
  ['/a;b', ['a;b'], '/a%3Bb'],
  ['/a%3fb%23c', ['a?b#c'], '/a%3Fb%23c'],
])('%s is read as %j and goes on as %s', (raw, segments, path) => {
  const target = readTarget(raw)
  expect(target.segments).toEqual(segments)
  expect(target.path).toBe(path)
})

test('the query is kept as sent and read once', () => {
  const { search, query } = readTarget('/a?x=%41&y=1+2&x=3?4')
  expect(search).toBe('?x=%41&y=1+2&x=3?4')
  expect([query.get('x'), query.get('y')]).toEqual(['A', '1 2'])
  expect(readTarget('/a').search).toBe('')
  expect(readTarget('/a?').search).toBe('?')
})

test.each([
  '',
  '*',
  'a',
  'http://h/a',
  'h:443',
  '//',
  '//h/a',
  '/a//b',
  '/a//',
  '/.',
  '/..',
  '/a/../b',
  '/%2e',
  '/%2E%2e',
  '/.%2e',
  '/a%2fb',
  '/a%5cb',
  '/a\\b',
  '/\\h',
  '/%00',
  '/%0a',
  '/%1f',
  '/%7f',
  '/%c2%80',
  '/%25',
  '/%252e',
  '/%',
  '/%g0',
  '/%ff',
  '/a#b',
  '/a?b#c',
  '/a?token=x',
  '/a?access_token=',
  '/a?b=c&access_key=d',
  '/a?%74oken=x',
])('%s is refused with 400', (raw) => {
  try {
    readTarget(raw)
  } catch (error) {
    expect(error).toBeInstanceOf(StatusError)
    expect((error as StatusError).code).toBe(400)
    return
  }
  throw new Error('it was accepted')
})

test('8192 bytes are read, one more is 414', () => {
  expect(readTarget(`/${'a'.repeat(8191)}`).segments).toHaveLength(1)
  expect(() => readTarget(`/${'a'.repeat(8192)}`)).toThrow('longer than 8192')
})

test('a refusal does not repeat the credential', () => {
  expect(() => readTarget('/a?token=hunter2')).toThrow(/^((?!hunter2).)*$/)
})
