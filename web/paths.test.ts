import { matchPath } from 'react-router'
import { expect, test } from 'vitest'
import { isLoginReason, paths, places, returnPlace, sameInProject } from './paths.ts'

test.each([
  ['/teams', '/teams'],
  ['/teams?filter=a%26b&sort=-age', '/teams?filter=a%26b&sort=-age'],
  ['/teams/red/edit', '/teams/red/edit'],
  ['/new/team#foot', '/new/team'],
  ['/teams/new', '/teams/new'],
  ['/', '/'],
  ['/projects/web/virtualclusters/dev', '/projects/web/virtualclusters/dev'],
  [
    '/projects/web/virtualclusters/dev/host/events?filter=type%3Awarning',
    '/projects/web/virtualclusters/dev/host/events?filter=type%3Awarning',
  ],
  ['/projects/web/spaces/dev/pods?pod=a%2Fb', '/projects/web/spaces/dev/pods?pod=a%2Fb'],
  ['/projects/web/members?sort=-role', '/projects/web/members?sort=-role'],
  ['/projects/web/new/space', '/projects/web/new/space'],
])('sign-in leads back to %s', (from, place) => {
  expect(returnPlace(from)).toBe(place)
})

test.each([
  null,
  '',
  '//evil.example',
  '/\\evil.example',
  '/%09/evil.example',
  'https://evil.example/teams',
  'javascript:alert(1)',
  'teams',
  '/login?from=/login',
  '/nowhere',
])('sign-in leads home from %s', (from) => {
  expect(returnPlace(from)).toBe('/')
})

test('names are encoded into addresses and come back whole', () => {
  expect(paths.team('a/b')).toBe('/teams/a%2Fb')
  expect(returnPlace('/teams/a%2Fb')).toBe('/teams/a%2Fb')
  expect(paths.login('/teams?filter=x', 'expired')).toBe('/login?from=%2Fteams%3Ffilter%3Dx&why=expired')
})

test('a team of any name has an address of its own', () => {
  for (const place of Object.values(places).filter((each) => !each.includes(':')))
    expect(matchPath(places.team, place)).toBeNull()
})

test('only known reasons are shown', () => {
  expect(isLoginReason('expired')).toBe(true)
  expect(isLoginReason('toString')).toBe(false)
  expect(isLoginReason('Your account was hacked, call 555')).toBe(false)
})

test.each([
  ['/projects/web', '/projects/shop'],
  ['/projects/web/quotas', '/projects/shop/quotas'],
  ['/projects/web/spaces/dev', '/projects/shop/spaces'],
  ['/projects/web/new/space', '/projects/shop/new/space'],
])('from %s another project opens at %s', (path, other) => {
  expect(sameInProject(path, 'shop')).toBe(other)
})
