import { expect, test } from 'vitest'
import type { RequestInfo } from '#kube/request-info.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import { impersonate } from './impersonate.ts'

const target: RequestInfo = { resource: true, verb: 'list', group: '', version: 'v1', plural: 'pods' }
const ada = { username: 'ada', groups: [] }

/** Allows what it is asked with one of these verbs. */
function allowing(...verbs: string[]): Authorizer {
  return { allows: (_user: unknown, { verb }: RequestInfo) => verbs.includes(verb) } as unknown as Authorizer
}

test('without headers one stays who one is', () => {
  expect(impersonate(allowing(), ada, { headers: {}, target })).toBe(ada)
})

test('the verb impersonate is enough, and adds the group of all who are known', () => {
  const headers = {
    'impersonate-user': 'eve',
    'impersonate-group': ['a', 'b'],
    'impersonate-extra-x%2fy': '1',
  }
  expect(impersonate(allowing('impersonate'), ada, { headers, target })).toEqual({
    username: 'eve',
    groups: ['a', 'b', 'system:authenticated'],
    extra: { 'x/y': ['1'] },
  })
})

test('a constrained right needs both halves', () => {
  const headers = { 'impersonate-user': 'eve' }
  const both = allowing('impersonate-on:user-info:list', 'impersonate:user-info')
  expect(impersonate(both, ada, { headers, target }).username).toBe('eve')
  const half = allowing('impersonate:user-info')
  expect(() => impersonate(half, ada, { headers, target })).toThrow(
    /cannot impersonate-on:user-info:list resource "pods"/,
  )
})

test('a service account brings its groups', () => {
  const headers = { 'impersonate-user': 'system:serviceaccount:dev:robot' }
  expect(impersonate(allowing('impersonate'), ada, { headers, target }).groups).toEqual([
    'system:serviceaccounts',
    'system:serviceaccounts:dev',
    'system:authenticated',
  ])
})

test('groups without a user are refused', () => {
  const headers = { 'impersonate-group': 'staff' }
  expect(() => impersonate(allowing('impersonate'), ada, { headers, target })).toThrow(
    /without impersonating a user name/,
  )
})
