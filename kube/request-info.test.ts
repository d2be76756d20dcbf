import { expect, test } from 'vitest'
import { isTrue, readRequest } from './request-info.ts'

function read(method: string, target: string) {
  const [path = '', search = ''] = target.split('?')
  return readRequest(method, path.split('/').slice(1), new URLSearchParams(search))
}

const teams = { resource: true, group: 'example.org', version: 'v1', plural: 'teams' }

test.each([
  ['GET', '/apis/example.org/v1/teams', { ...teams, verb: 'list' }],
  ['GET', '/apis/example.org/v1/teams?watch=1', { ...teams, verb: 'watch' }],
  ['GET', '/apis/example.org/v1/teams?watch=False', { ...teams, verb: 'list' }],
  ['GET', '/apis/example.org/v1/teams/red', { ...teams, verb: 'get', name: 'red' }],
  ['GET', '/apis/example.org/v1/teams/red?watch=true', { ...teams, verb: 'get', name: 'red' }],
  [
    'GET',
    '/apis/example.org/v1/teams?fieldSelector=metadata.name%3Dred',
    { ...teams, verb: 'list', name: 'red' },
  ],
  [
    'GET',
    '/apis/example.org/v1/teams?watch=1&fieldSelector=metadata.name=red',
    { ...teams, verb: 'watch', name: 'red' },
  ],
  ['POST', '/apis/example.org/v1/teams', { ...teams, verb: 'create' }],
  ['DELETE', '/apis/example.org/v1/teams', { ...teams, verb: 'deletecollection' }],
  [
    'PATCH',
    '/apis/example.org/v1/teams/red/status',
    { ...teams, verb: 'patch', name: 'red', subresource: 'status' },
  ],
])('%s %s', (method, target, expected) => {
  expect(read(method, target)).toEqual(expected)
})

const core = { resource: true, group: '', version: 'v1' }

test.each([
  ['GET', '/api/v1/namespaces', { ...core, plural: 'namespaces', verb: 'list' }],
  ['GET', '/api/v1/namespaces/a', { ...core, plural: 'namespaces', namespace: 'a', name: 'a', verb: 'get' }],
  [
    'PUT',
    '/api/v1/namespaces/a/finalize',
    { ...core, plural: 'namespaces', namespace: 'a', name: 'a', subresource: 'finalize', verb: 'update' },
  ],
  ['GET', '/api/v1/namespaces/a/secrets', { ...core, plural: 'secrets', namespace: 'a', verb: 'list' }],
  [
    'GET',
    '/api/v1/namespaces/a/pods/p/exec',
    { ...core, plural: 'pods', namespace: 'a', name: 'p', subresource: 'exec', verb: 'create' },
  ],
])('%s %s', (method, target, expected) => {
  expect(read(method, target)).toEqual(expected)
})

test.each(['/version', '/api', '/api/v1', '/apis/example.org', '/apis/example.org/v1', '/openapi/v3'])(
  '%s is about no resource',
  (path) => {
    expect(read('GET', path)).toEqual({ resource: false, verb: 'get', path })
  },
)

test.each([
  [null, false],
  ['', true],
  ['0', false],
  ['FALSE', false],
  ['perhaps', true],
])('%s counts as %s', (value, expected) => {
  expect(isTrue(value)).toBe(expected)
})
