import { expect, test } from 'vitest'
import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { rulesAllow } from '#kube/rules.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Identity } from '#server/identity/identity.ts'
import { someone } from '#server/identity/someone.ts'
import { decisionOn, decisionOnPath, rulesOf, type ResourceQuestion } from './questions.ts'
import { served } from './served.ts'

const team = (name: string, spec: object = {}) => ({ kind: 'Team', metadata: { name }, spec })
const user = (name: string) => ({ kind: 'User', metadata: { name }, spec: {} })
const stored: Record<string, Map<string, unknown>> = {
  users: new Map(['ada', 'bob', 'eve'].map((name) => [name, user(name)])),
  teams: new Map([
    ['red', team('red')],
    ['blue', team('blue')],
    ['green', team('green', { access: [{ verbs: ['get'], users: ['ada'] }] })],
  ]),
}
const directory = { all: (plural: string) => stored[plural] ?? new Map() } as unknown as Directory

const ada = someone('ada', { teams: ['red'], colleagues: ['bob'] })
const people: Record<string, Identity> = {
  ada,
  eve: { ...ada, user: 'eve', teams: [], colleagues: [] },
  root: { ...ada, user: 'root', teams: [], colleagues: [], admin: true },
}

const asker = (identity: Identity, scope?: AccessKeyScope) => ({
  identity,
  key: scope === undefined ? {} : { scope },
})

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
  const { resourceRules, incomplete } = rulesOf(directory, asker(identity))
  expect(incomplete).toBe(false)
  const told = questions.map((question) =>
    rulesAllow(resourceRules, {
      resource: true,
      version: 'v1',
      ...question,
      verb: question.verb as 'get',
    }),
  )
  const decided = questions.map((question) => decisionOn(directory, asker(identity), question).allowed)
  expect(told).toEqual(decided)
  expect(new Set(decided)).toEqual(new Set([true, false]))
})

test.each<AccessKeyScope>([
  { clusters: [{ cluster: '*' }] },
  { roles: [{ role: 'loft-cli' }] },
  { rules: [{ verbs: ['get', 'list'], resources: [{ group, resources: ['teams'] }] }] },
  { rules: [{ resources: [{ group, resourceNames: ['red'] }] }] },
])('within the scope %j too', (scope) => {
  const { resourceRules } = rulesOf(directory, asker(people['root'] ?? ada, scope))
  const existing = questions.filter(({ name }) => name !== 'nobody')
  const told = existing.map((question) =>
    rulesAllow(resourceRules, { resource: true, version: 'v1', ...question, verb: question.verb as 'get' }),
  )
  const decided = existing.map(
    (question) => decisionOn(directory, asker(people['root'] ?? ada, scope), question).allowed,
  )
  expect(told).toEqual(decided)
})

test('what somebody sees is named', () => {
  const { resourceRules } = rulesOf(directory, asker(ada))
  expect(resourceRules).toContainEqual({
    apiGroups: [group],
    resources: ['teams'],
    resourceNames: ['green', 'red'],
    verbs: ['get'],
  })
})

test('of very many names some are told, and that there are more', () => {
  const teams = Array.from({ length: 1_500 }, (_, at) => `team-${at}`)
  const many = new Map(teams.map((name) => [name, team(name)]))
  const all = { all: (plural: string) => (plural === 'teams' ? many : new Map()) }
  const rules = rulesOf(all, asker({ ...ada, teams }))
  expect(rules.incomplete).toBe(true)
  expect(rules.resourceRules.flatMap(({ resourceNames = [] }) => resourceNames)).toHaveLength(2_000)
})

test('a star is everything that is served', () => {
  const all = { verb: '*', group: '*', plural: '*' }
  expect(decisionOn(directory, asker(people['root'] ?? ada), all).allowed).toBe(true)
  expect(decisionOn(directory, asker(ada), all)).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('needs to'),
  })
  expect(decisionOn(directory, asker(ada), { verb: 'list', group, plural: '*' }).allowed).toBe(true)
  expect(decisionOn(directory, asker(ada), { verb: 'delete', group, plural: '*' }).allowed).toBe(false)
  expect(
    decisionOn(directory, asker(people['root'] ?? ada), { verb: 'delete', group, plural: '*' }).allowed,
  ).toBe(true)
  expect(decisionOn(directory, asker(ada), { verb: '*', group: '*', plural: 'selves' }).allowed).toBe(true)
})

test.each([
  ['get', '/version', true],
  ['get', '/apis/management.loft.sh/v1', true],
  ['post', '/version', false],
  ['get', '/metrics', false],
])('%s %s is %s for everybody', (verb, path, allowed) => {
  expect(decisionOnPath(asker(ada), verb, path).allowed).toBe(allowed)
})
