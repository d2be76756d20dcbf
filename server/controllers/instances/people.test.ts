import { expect, test } from 'vitest'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { User } from '#api/kinds/user.ts'
import type { Identity } from '#server/identity/identity.ts'
import { concerns, mayUse, projectsOf, watchPeople } from './people.ts'
import { spaceKind } from './subject.ts'

const nowhere = new Set<string>()

function identity(user: string, more: Partial<Identity> = {}): Identity {
  return {
    user,
    uid: user,
    subject: `loft:user:${user}`,
    groups: [],
    teams: [],
    admin: false,
    colleagues: [],
    roles: new Map([['web', 'user']]),
    leads: false,
    reach: { clusters: nowhere, spacetemplates: nowhere, virtualclustertemplates: nowhere },
    ...more,
  }
}

const space: SpaceInstance = {
  apiVersion: 'management.loft.sh/v1',
  kind: 'SpaceInstance',
  metadata: { name: 'dev', namespace: 'loft-p-web' },
  spec: { owner: { user: 'maya' }, extraAccessRules: [{ teams: ['search'] }] },
}

test('who may use it has a binding, but administrators need none', () => {
  expect(mayUse(identity('maya'), spaceKind, space)).toBe(true)
  expect(mayUse(identity('maya', { roles: new Map() }), spaceKind, space)).toBe(false)
  expect(mayUse(identity('lena'), spaceKind, space)).toBe(false)
  expect(mayUse(identity('lena', { teams: ['search'] }), spaceKind, space)).toBe(true)
  expect(mayUse(identity('priya', { admin: true }), spaceKind, space)).toBe(false)
  expect(mayUse(undefined, spaceKind, space)).toBe(false)
})

test('a change concerns what it gives or takes, and other roles by teams', () => {
  const lena = identity('lena')
  const member = identity('lena', { teams: ['search'] })
  const concerned = (before?: Identity, after?: Identity) => concerns({ before, after }, spaceKind, space)
  expect(concerned(lena, member)).toBe(true)
  expect(concerned(member, undefined)).toBe(true)
  expect(concerned(lena, identity('lena', { teams: ['data'] }))).toBe(false)
  expect(concerned(identity('maya'), identity('maya', { teams: ['data'] }))).toBe(true)
  expect(
    projectsOf({ before: lena, after: identity('lena', { roles: new Map([['ops', 'user']]) }) }),
  ).toEqual(new Set(['web', 'ops']))
})

test('everybody whose rights are others since the last look is told of, once', () => {
  const known = new Map([
    ['maya', identity('maya')],
    ['lena', identity('lena')],
  ])
  const user = (name: string): [string, User] => [
    name,
    { apiVersion: 'management.loft.sh/v1', kind: 'User', metadata: { name }, spec: {} },
  ]
  const users = new Map([user('maya'), user('lena')])
  const people = watchPeople({ users, identity: (name) => known.get(name) })
  expect(people.changes()).toEqual([])
  const before = known.get('lena')
  known.delete('lena')
  users.delete('lena')
  expect(people.changes()).toEqual([{ before, after: undefined }])
  expect(people.changes()).toEqual([])
})
