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
const project = (name: string, spec: object = {}) => ({ kind: 'Project', metadata: { name }, spec })
const instance = (name: string, project: string, spec: object = {}) => ({
  kind: 'SpaceInstance',
  metadata: { name, namespace: `loft-p-${project}` },
  spec,
})
const spaces = [
  instance('mine', 'web', { owner: { user: 'ada' } }),
  instance('red', 'web', { owner: { team: 'red' } }),
  instance('shown', 'web', { access: [{ verbs: ['get'], users: ['ada', 'eve'] }] }),
  instance('used', 'web', { extraAccessRules: [{ users: ['*'] }] }),
  instance('hidden', 'web'),
  instance('mine', 'free', { owner: { user: 'ada' } }),
]
stored['projects'] = new Map([
  ['web', project('web')],
  ['free', project('free', { requireTemplate: { disabled: true } })],
])
stored['clusters'] = new Map(
  ['eu', 'us'].map((name) => [name, { kind: 'Cluster', metadata: { name }, spec: {} }]),
)
stored['spaceinstances'] = new Map(
  spaces.map((space) => [`${space.metadata.namespace}/${space.metadata.name}`, space]),
)
const directoryOf = (objects: Record<string, Map<string, unknown>>) => {
  const all = (plural: string) => objects[plural] ?? new Map()
  return { all, projects: all('projects') } as unknown as Directory
}
const directory = directoryOf(stored)

const ada = someone('ada', {
  teams: ['red'],
  colleagues: ['bob'],
  roles: new Map([
    ['web', 'user'],
    ['free', 'user'],
  ]),
  reach: { clusters: new Set(['eu']), spacetemplates: new Set(['*']), virtualclustertemplates: new Set() },
})
const people: Record<string, Identity> = {
  ada,
  eve: someone('eve', { roles: new Map([['web', 'viewer']]) }),
  jonas: someone('jonas', { roles: new Map([['web', 'admin']]) }),
  nobody: someone('nobody'),
  root: someone('root', { admin: true }),
}

const asker = (identity: Identity, scope?: AccessKeyScope) => ({
  identity,
  key: scope === undefined ? {} : { scope },
})

const group = 'management.loft.sh'
const verbs = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'use',
]
const names = [
  'ada',
  'bob',
  'eve',
  'red',
  'blue',
  'green',
  'nobody',
  'web',
  'free',
  'eu',
  'us',
  'mine',
  'shown',
  'used',
  'hidden',
]
const subresources = ['status', 'scale', 'restricted', 'log', 'kubeconfig', 'members', 'accesskeys']
const questions = served.flatMap((resource): ResourceQuestion[] =>
  [undefined, ...subresources].flatMap((subresource) =>
    [undefined, ...names].flatMap((name) =>
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

const cases = Object.keys(people).flatMap((person) =>
  ['loft-p-web', 'loft-p-free', 'default'].map((namespace) => [person, namespace] as const),
)

test.each(cases)('the rules of %s in %s allow exactly what is decided', (person, namespace) => {
  const identity = people[person] ?? ada
  const { resourceRules, incomplete } = rulesOf(directory, asker(identity), namespace)
  expect(incomplete).toBe(false)
  const asked = questions.map((question) => ({ ...question, namespace }))
  const told = asked.filter((question) =>
    rulesAllow(resourceRules, { resource: true, version: 'v1', ...question, verb: question.verb as 'get' }),
  )
  expect(told).toEqual(asked.filter((question) => decisionOn(directory, asker(identity), question).allowed))
  expect(told.length).toBeGreaterThan(0)
  expect(told.length).toBeLessThan(asked.length)
})

const inWeb = { group, plural: 'spaceinstances', namespace: 'loft-p-web' }

test.each<[string, Partial<ResourceQuestion>, boolean]>([
  ['ada', { verb: 'create' }, true],
  ['ada', { verb: 'create', subresource: 'restricted' }, false],
  ['ada', { verb: 'create', subresource: 'restricted', namespace: 'loft-p-free' }, true],
  ['ada', { verb: 'create', namespace: 'loft-p-other' }, false],
  ['ada', { verb: 'create', namespace: 'default' }, false],
  ['ada', { verb: 'list' }, true],
  ['ada', { verb: 'list', namespace: 'loft-p-other' }, true],
  ['ada', { verb: 'get' }, false],
  ['ada', { verb: 'get', name: 'mine' }, true],
  ['ada', { verb: 'delete', name: 'mine' }, true],
  ['ada', { verb: 'use', name: 'red' }, true],
  ['ada', { verb: 'use', name: 'shown' }, false],
  ['ada', { verb: 'use', name: 'used' }, true],
  ['ada', { verb: 'update', name: 'used' }, false],
  ['ada', { verb: 'patch', name: 'mine', subresource: 'status' }, false],
  ['ada', { verb: 'deletecollection' }, false],
  ['ada', { verb: 'deletecollection', namespace: 'loft-p-free' }, true],
  ['ada', { verb: 'get', plural: 'projects', name: 'web' }, true],
  ['ada', { verb: 'get', plural: 'projects', name: 'web', subresource: 'members' }, true],
  ['ada', { verb: 'update', plural: 'projects', name: 'web' }, false],
  ['ada', { verb: 'get', plural: 'users', name: 'bob' }, true],
  ['ada', { verb: 'get', plural: 'users', name: 'ada', subresource: 'accesskeys' }, true],
  ['ada', { verb: 'get', plural: 'users', name: 'bob', subresource: 'accesskeys' }, false],
  ['ada', { verb: 'get', plural: 'clusters', name: 'eu' }, true],
  ['ada', { verb: 'get', plural: 'clusters', name: 'us' }, false],
  ['ada', { verb: 'create', plural: 'subjectaccessreviews' }, false],
  ['eve', { verb: 'create' }, false],
  ['jonas', { verb: 'get' }, true],
  ['jonas', { verb: 'deletecollection' }, true],
  ['jonas', { verb: 'create', subresource: 'restricted' }, true],
  ['jonas', { verb: 'get', plural: 'users' }, true],
  ['jonas', { verb: 'delete', plural: 'users' }, false],
  ['nobody', { verb: 'get', name: 'used' }, false],
  ['root', { verb: 'create', plural: 'subjectaccessreviews' }, true],
  ['root', { verb: 'update', name: 'mine', subresource: 'status' }, true],
])('for %s, %j is %s', (person, question, allowed) => {
  const asked = { ...inWeb, verb: 'get', ...question }
  expect(decisionOn(directory, asker(people[person] ?? ada), asked).allowed).toBe(allowed)
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
  const rules = rulesOf(directoryOf({ teams: many }), asker({ ...ada, teams }))
  expect(rules.incomplete).toBe(true)
  expect(rules.resourceRules.flatMap(({ resourceNames = [] }) => resourceNames)).toHaveLength(3_000)
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

test('an answer about what is not seen is one about what is not there', () => {
  const { nobody = ada } = people
  const hidden = { projects: 'web', clusters: 'eu', teams: 'blue', users: 'bob', spaceinstances: 'hidden' }
  for (const [plural, name] of Object.entries(hidden)) {
    for (const verb of verbs) {
      const about = (asked: string) => {
        const where = plural === 'spaceinstances' ? { namespace: 'loft-p-web' } : {}
        const question: ResourceQuestion = { verb, group, plural, name: asked, ...where }
        return JSON.stringify(decisionOn(directory, asker(nobody), question)).replaceAll(asked, 'X')
      }
      expect(about(name), `${verb} ${plural}`).toBe(about('absent'))
    }
  }
})
