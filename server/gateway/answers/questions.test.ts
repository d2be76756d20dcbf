import { expect, test } from 'vitest'
import { rulesAllow } from '#kube/rules.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Identity } from '#server/identity/identity.ts'
import { decisionOn, decisionOnPath, rulesOf, type ResourceQuestion } from './questions.ts'
import { served } from './served.ts'

const team = (name: string, spec: object = {}) => ({ kind: 'Team', metadata: { name }, spec })
const directory = {
  users: new Map(['ada', 'bob', 'eve'].map((name) => [name, { kind: 'User', metadata: { name }, spec: {} }])),
  teams: new Map([
    ['red', team('red')],
    ['blue', team('blue')],
    ['green', team('green', { access: [{ verbs: ['get'], users: ['ada'] }] })],
  ]),
} as unknown as Directory

const ada: Identity = {
  user: 'ada',
  uid: '1',
  subject: 'loft:user:ada',
  groups: [],
  teams: ['red'],
  admin: false,
  colleagues: ['bob'],
}
const people: Record<string, Identity> = {
  ada,
  eve: { ...ada, user: 'eve', teams: [], colleagues: [] },
  root: { ...ada, user: 'root', teams: [], colleagues: [], admin: true },
}

const group = 'management.loft.sh'
const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'bind']
const questions = served.flatMap((resource): ResourceQuestion[] =>
  [undefined, 'status', 'scale'].flatMap((subresource) =>
    [undefined, 'ada', 'bob', 'eve', 'red', 'blue', 'green', 'nobody'].flatMap((name) =>
      verbs.map((verb) => ({
        verb,
        group: resource.group,
        plural: resource.plural,
        ...(subresource === undefined ? {} : { subresource }),
        ...(name === undefined ? {} : { name }),
      })),
    ),
  ),
)

test.each(Object.keys(people))('the rules of %s allow exactly what is decided', (person) => {
  const identity = people[person] ?? ada
  const { resourceRules, incomplete } = rulesOf(directory, identity)
  expect(incomplete).toBe(false)
  const told = questions.map((question) =>
    rulesAllow(resourceRules, {
      resource: true,
      version: 'v1',
      ...question,
      verb: question.verb as 'get',
    }),
  )
  const decided = questions.map((question) => decisionOn(directory, identity, question).allowed)
  expect(told).toEqual(decided)
  expect(new Set(decided)).toEqual(new Set([true, false]))
})

test('what somebody sees is named', () => {
  const { resourceRules } = rulesOf(directory, ada)
  expect(resourceRules).toContainEqual({
    apiGroups: [group],
    resources: ['teams'],
    resourceNames: ['green', 'red'],
    verbs: ['get'],
  })
})

test('of very many names some are told, and that there are more', () => {
  const teams = Array.from({ length: 1_500 }, (_, at) => `team-${at}`)
  const many = { users: new Map(), teams: new Map(teams.map((name) => [name, team(name)])) }
  const rules = rulesOf(many as unknown as Directory, { ...ada, teams })
  expect(rules.incomplete).toBe(true)
  expect(rules.resourceRules.flatMap(({ resourceNames = [] }) => resourceNames)).toHaveLength(2_000)
})

test('a star is everything that is served', () => {
  const all = { verb: '*', group: '*', plural: '*' }
  expect(decisionOn(directory, people['root'] ?? ada, all).allowed).toBe(true)
  expect(decisionOn(directory, ada, all)).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('which platform administrators have'),
  })
  expect(decisionOn(directory, ada, { verb: 'list', group, plural: '*' }).allowed).toBe(true)
  expect(decisionOn(directory, ada, { verb: 'delete', group, plural: '*' }).allowed).toBe(false)
  expect(decisionOn(directory, people['root'] ?? ada, { verb: 'delete', group, plural: '*' }).allowed).toBe(
    true,
  )
  expect(decisionOn(directory, ada, { verb: '*', group: '*', plural: 'selves' }).allowed).toBe(true)
})

test.each([
  ['get', '/version', true],
  ['get', '/apis/management.loft.sh/v1', true],
  ['post', '/version', false],
  ['get', '/metrics', false],
])('%s %s is %s for everybody', (verb, path, allowed) => {
  expect(decisionOnPath(verb, path).allowed).toBe(allowed)
})
