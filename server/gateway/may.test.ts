import { expect, test } from 'vitest'
import type { Identity } from '#server/identity/identity.ts'
import { someone } from '#server/identity/someone.ts'
import { may, type Judged } from './may.ts'

const ada = someone('ada', { teams: ['red'], colleagues: ['bob'] })
const root: Identity = { ...ada, user: 'root', admin: true }

const team = (name: string, spec: Judged['spec'] = {}): Judged => ({ kind: 'Team', metadata: { name }, spec })
const user = (name: string, spec: Judged['spec'] = {}): Judged => ({ kind: 'User', metadata: { name }, spec })

const rule = (given: object): Judged['spec'] => ({ access: [{ verbs: ['get'], ...given }] })

test.each<[string, Judged, boolean]>([
  ['a team one is in', team('red'), true],
  ['a team one is not in', team('blue'), false],
  ['oneself', user('ada'), true],
  ['somebody in the same team', user('bob'), true],
  ['somebody else', user('eve'), false],
  ['a team with the name of a colleague', team('bob'), false],
  ['a team with the name of the user', team('ada'), false],
  ['a user with the name of the team', user('red'), false],
  ['what one owns', team('blue', { owner: { user: 'ada' } }), true],
  ['what the team owns', team('blue', { owner: { team: 'red' } }), true],
  ['what a user with the name of the team owns', team('blue', { owner: { user: 'red' } }), false],
  ['what a team with the name of the user owns', team('blue', { owner: { team: 'ada' } }), false],
  ['what nobody owns', team('blue', { owner: {} }), false],
  ['what is shared with one', team('blue', rule({ users: ['ada'] })), true],
  ['what is shared with the team', team('blue', rule({ teams: ['red'] })), true],
  ['what is shared with all users', team('blue', rule({ users: ['*'] })), true],
  ['what is shared with all teams', team('blue', rule({ teams: ['*'] })), true],
  ['what is shared with nobody', team('blue', rule({})), false],
  ['what is shared with another', team('blue', rule({ users: ['bob'], teams: ['blue'] })), false],
  [
    'what is shared by another verb, which lets one look',
    team('blue', { access: [{ verbs: ['update'], users: ['ada'] }] }),
    true,
  ],
  ['what is shared by every verb', team('blue', { access: [{ verbs: ['*'], users: ['ada'] }] }), true],
  ['what is shared by no verb', team('blue', { access: [{ verbs: [], users: ['ada'] }] }), false],
  [
    'of which a subresource is shared',
    team('blue', rule({ users: ['ada'], subresources: ['status'] })),
    false,
  ],
  [
    'that the second rule shares',
    team('blue', { access: [{ verbs: ['get'] }, { verbs: ['get'], users: ['ada'] }] }),
    true,
  ],
  ['an object without a spec', { kind: 'Team', metadata: { name: 'blue' } }, false],
])('reading %s', (_, object, allowed) => {
  expect(may(ada, 'get', 'teams', object).allowed).toBe(allowed)
  expect(may(root, 'get', 'teams', object).allowed).toBe(true)
})

test('somebody in no team is not in all of them', () => {
  const alone: Identity = { ...ada, teams: [] }
  const shared = team('blue', rule({ teams: ['red', ''] }))
  expect(may(alone, 'get', 'teams', shared).allowed).toBe(false)
})

test.each(['create', 'update', 'patch', 'delete', 'deletecollection'] as const)(
  '%s is an administrator’s, even on what one owns',
  (verb) => {
    const own = team('red', { owner: { user: 'ada' }, access: [{ verbs: ['*'], users: ['ada'] }] })
    expect(may(ada, verb, 'teams', own).allowed).toBe(false)
    expect(may(ada, verb, 'teams').allowed).toBe(false)
    expect(may(ada, verb, 'users', user('ada')).allowed).toBe(false)
    expect(may(root, verb, 'teams', own).allowed).toBe(true)
  },
)

test('everybody may list and watch, for what they see; reading something that is not there is not seen', () => {
  expect(may(ada, 'list', 'teams').allowed).toBe(true)
  expect(may(ada, 'watch', 'teams').allowed).toBe(true)
  expect(may(ada, 'get', 'teams').allowed).toBe(false)
})

test('each decision says why', () => {
  expect(may(ada, 'get', 'teams', team('red')).reason).toBe('is a member of this team')
  expect(may(ada, 'get', 'teams', team('x', { owner: { team: 'red' } })).reason).toBe(
    'is in team red, which owns it',
  )
  expect(may(ada, 'get', 'teams', team('x', rule({ name: 'all', users: ['*'] }))).reason).toBe(
    'access rule all names them',
  )
  expect(may(ada, 'delete', 'teams', team('red')).reason).toContain('"delete"')
})
