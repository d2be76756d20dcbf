import { expect, test } from 'vitest'
import { readTarget } from './target.ts'

test('a target is taken apart, with each segment decoded once', () => {
  const { segments, query } = readTarget('/api/v1/namespaces/a%20b/?x=%25')
  expect(segments).toEqual(['api', 'v1', 'namespaces', 'a b'])
  expect(query.get('x')).toBe('%')
  expect(readTarget('/apis//teams').segments).toEqual(['apis', '', 'teams'])
  expect(() => readTarget('/api/%zz')).toThrow(/invalid escape/)
})

test('the old form of a watch is that of a list', () => {
  const { segments, query } = readTarget('/apis/example.io/v1/watch/teams')
  expect(segments).toEqual(['apis', 'example.io', 'v1', 'teams'])
  expect(query.get('watch')).toBe('true')
  expect(readTarget('/api/v1/watch/pods').segments).toEqual(['api', 'v1', 'pods'])
  expect(readTarget('/api/v1/namespaces/watch').segments).toEqual(['api', 'v1', 'namespaces', 'watch'])
})
