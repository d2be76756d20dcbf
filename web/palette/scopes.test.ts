import { expect, test } from 'vitest'
import { distanceOf, scopesOf } from './scopes.ts'

test('a place is in what its address is below', () => {
  expect(scopesOf('/')).toEqual([])
  expect(scopesOf('/projects/pal/members')).toEqual(['/projects/pal'])
  expect(scopesOf('/projects/pal/spaces/dev/resources/core/v1/pods')).toEqual([
    '/projects/pal/spaces/dev',
    '/projects/pal',
  ])
  expect(scopesOf('/clusters/local')).toEqual(['/clusters/local'])
})

test('what is in the same space is nearer than what is in the same project', () => {
  const scopes = ['/projects/pal/spaces/dev', '/projects/pal']
  expect(distanceOf('/projects/pal/spaces/dev/pods', scopes)).toBe(0)
  expect(distanceOf('/projects/pal/new/space', scopes)).toBe(1)
  expect(distanceOf('/projects/pal2/new/space', scopes)).toBe(2)
  expect(distanceOf(undefined, scopes)).toBe(2)
})
