import { describe, expect, test } from 'vitest'
import type { Project } from '#api/kinds/project.ts'
import type { Identity } from '#server/identity/identity.ts'
import { someone } from '#server/identity/someone.ts'
import { may, mayCreateFor, mayDoWithoutTemplate, type Judged, type Owner } from './may.ts'

/** Who may do what with projects, what projects allow, and what is in them. */

const roleIn = (role: 'admin' | 'user' | 'viewer'): Partial<Identity> => ({ roles: new Map([['web', role]]) })
const people = {
  root: someone('root', { admin: true }),
  lead: someone('lead', roleIn('admin')),
  ada: someone('ada', { ...roleIn('user'), teams: ['red'] }),
  eve: someone('eve', roleIn('viewer')),
  gone: someone('gone', { roles: new Map([['shop', 'admin']]), teams: ['red'] }),
}
type Name = keyof typeof people

const verbs = ['get', 'use', 'update', 'patch', 'delete', 'create', 'deletecollection'] as const

/** What of all verbs each person has. */
function verbsOn(plural: string, object?: Judged): Record<Name, string> {
  const has = (identity: Identity) =>
    verbs.filter((verb) => may(identity, verb, plural, object).allowed).join(' ')
  return {
    root: has(people.root),
    lead: has(people.lead),
    ada: has(people.ada),
    eve: has(people.eve),
    gone: has(people.gone),
  }
}

const all = verbs.join(' ')
const owners = 'get use update patch delete'
const space = (spec: Judged['spec'] = {}, project = 'web'): Judged => ({
  kind: 'SpaceInstance',
  metadata: { name: 'dev', namespace: `loft-p-${project}` },
  spec,
})
const access = (verbs: string[], who: { users?: string[]; teams?: string[] }): Judged['spec'] => ({
  access: [{ verbs, ...who }],
})

describe.each(['spaceinstances', 'virtualclusterinstances', 'projectsecrets'])('%s', (plural) => {
  test.each<[string, Judged, Partial<Record<Name, string>>]>([
    ['what nobody owns', space(), {}],
    ['what one owns', space({ owner: { user: 'ada' } }), { ada: `${owners} create` }],
    ['what a viewer owns', space({ owner: { user: 'eve' } }), { eve: owners }],
    ['what the team owns', space({ owner: { team: 'red' } }), { ada: `${owners} create` }],
    ['what a user with the name of the team owns', space({ owner: { user: 'red' } }), {}],
    ['what somebody owns who left', space({ owner: { user: 'gone' } }), {}],
    ['what is shown', space(access(['get'], { users: ['eve'] })), { eve: 'get' }],
    ['what may be used', space(access(['use'], { users: ['eve'] })), { eve: 'get use' }],
    ['what may be changed', space(access(['update'], { users: ['eve'] })), { eve: 'get update' }],
    ['what everything may be done with', space(access(['*'], { users: ['eve'] })), { eve: owners }],
    ['what no verb is given for', space(access([], { users: ['eve'] })), {}],
    [
      'what verbs are given for that are no owner’s',
      space(access(['create', 'deletecollection'], { users: ['eve'] })),
      { eve: 'get' },
    ],
    ['what is shared with a team', space(access(['get'], { teams: ['red'] })), { ada: 'get create' }],
    [
      'what is shared with everybody',
      space(access(['get'], { users: ['*'] })),
      { ada: 'get create', eve: 'get' },
    ],
    ['what is shared with somebody who left', space(access(['*'], { users: ['gone'] })), {}],
    [
      'what a role is given in',
      space({ extraAccessRules: [{ users: ['eve'], clusterRole: 'view' }] }),
      { eve: 'get use' },
    ],
    [
      'what a team is given a role in',
      space({ extraAccessRules: [{ teams: ['red'] }] }),
      { ada: 'get use create' },
    ],
    [
      'what everybody is given a role in',
      space({ extraAccessRules: [{ users: ['*'] }] }),
      { ada: 'get use create', eve: 'get use' },
    ],
    ['what nobody is given a role in', space({ extraAccessRules: [{ clusterRole: 'view' }] }), {}],
    ['any in the namespace', { ...space(), metadata: { name: '', namespace: 'loft-p-web' } }, {}],
  ])('with %s', (_, object, given) => {
    expect(verbsOn(plural, object)).toEqual({
      root: all,
      lead: all,
      ada: 'create',
      eve: '',
      gone: '',
      ...given,
    })
  })

  test('in another project nothing is theirs, whatever it says', () => {
    const object = space({ owner: { team: 'red' }, access: [{ verbs: ['*'], users: ['*'] }] }, 'other')
    expect(verbsOn(plural, object)).toEqual({ root: all, lead: '', ada: '', eve: '', gone: '' })
  })

  test.each(['loft-p-', 'web', 'aerie-system', undefined])(
    'in the namespace %s nothing is anybody’s',
    (namespace) => {
      const object = { ...space({ owner: { user: 'ada' } }), metadata: { name: 'dev', namespace } }
      expect(verbsOn(plural, object)).toEqual({ root: all, lead: '', ada: '', eve: '', gone: '' })
    },
  )

  test.each([
    ['status', 'get', ['lead', 'ada', 'eve']],
    ['status', 'update', []],
    ['status', 'patch', []],
    ['kubeconfig', 'create', ['lead', 'ada']],
    ['log', 'get', ['lead', 'ada']],
    ['restricted', 'create', ['lead']],
  ])('of its %s, %s is for %j and administrators', (subresource, verb, allowed) => {
    const object = space({ owner: { user: 'ada' }, access: [{ verbs: ['get'], users: ['eve'] }] })
    const names = Object.entries(people).flatMap(([name, identity]) =>
      may(identity, verb, `${plural}/${subresource}`, object).allowed ? [name] : [],
    )
    expect(names).toEqual(['root', ...allowed])
  })
})

const named = (kind: string, name: string, spec: Judged['spec'] = {}): Judged => ({
  kind,
  metadata: { name },
  spec,
})

test.each<[string, Judged['spec'], Partial<Record<Name, string>>]>([
  ['as it is', {}, {}],
  ['shown to somebody', access(['get'], { users: ['gone'] }), { gone: 'get' }],
  [
    'that somebody may change',
    access(['update', 'patch'], { users: ['gone'] }),
    { gone: 'get update patch' },
  ],
  [
    'with everything shared',
    access(['*'], { users: ['*'] }),
    { ada: 'get update patch', eve: 'get update patch', gone: 'get update patch' },
  ],
])('a project %s', (_, spec, given) => {
  expect(verbsOn('projects', named('Project', 'web', spec))).toEqual({
    root: all,
    lead: 'get update patch',
    ada: 'get',
    eve: 'get',
    gone: '',
    ...given,
  })
})

test('its members, templates and clusters are for whoever sees it', () => {
  const web = named('Project', 'web')
  for (const part of ['members', 'templates', 'clusters']) {
    expect(may(people.eve, 'get', `projects/${part}`, web).allowed).toBe(true)
    expect(may(people.gone, 'get', `projects/${part}`, web).allowed).toBe(false)
  }
  expect(may(people.lead, 'update', 'projects/status', web).allowed).toBe(false)
})

test.each([
  ['clusters', 'Cluster'],
  ['spacetemplates', 'SpaceTemplate'],
  ['virtualclustertemplates', 'VirtualClusterTemplate'],
])('%s are seen where a project allows them, and changed by whom they are', (plural, kind) => {
  const reach = (...names: string[]) => {
    const none = someone('x').reach
    return someone('x', { reach: { ...none, [plural]: new Set(names) } })
  }
  const may_ = (identity: Identity, verb: string, spec: Judged['spec'] = {}) =>
    may(identity, verb, plural, named(kind, 'eu', spec)).allowed
  expect(may_(reach('eu'), 'get')).toBe(true)
  expect(may_(reach('*'), 'get')).toBe(true)
  expect(may_(reach('us'), 'get')).toBe(false)
  expect(may_(reach('*'), 'update')).toBe(false)
  const own = { owner: { user: 'x' } }
  expect(verbs.filter((verb) => may_(reach(), verb, own))).toEqual(['get', 'update', 'patch', 'delete'])
  expect(may_(reach(), 'patch', access(['patch'], { users: ['x'] }))).toBe(true)
  expect(may_(reach(), 'delete', access(['patch'], { users: ['x'] }))).toBe(false)
  expect(may(people.lead, 'create', plural).allowed).toBe(false)
})

test('whoever leads a project sees all users and teams, and changes none', () => {
  for (const [plural, object] of [
    ['users', named('User', 'zoe')],
    ['teams', named('Team', 'blue')],
  ] as const) {
    expect(verbsOn(plural, object)).toEqual({ root: all, lead: 'get', ada: '', eve: '', gone: 'get' })
  }
})

test('the keys of a user are for themselves', () => {
  const ada = named('User', 'ada')
  expect(may(people.ada, 'get', 'users/accesskeys', ada).allowed).toBe(true)
  expect(may(people.lead, 'get', 'users/accesskeys', ada).allowed).toBe(false)
  expect(may(people.root, 'get', 'users/accesskeys', ada).allowed).toBe(true)
})

test.each<[Name, Owner | undefined, boolean]>([
  ['ada', undefined, true],
  ['ada', {}, true],
  ['ada', { user: 'ada' }, true],
  ['ada', { user: '' }, true],
  ['ada', { user: 'eve' }, false],
  ['ada', { team: 'red' }, true],
  ['ada', { team: 'blue' }, false],
  ['ada', { user: 'ada', team: 'blue' }, false],
  ['ada', { user: 'eve', team: 'red' }, false],
  ['eve', { user: 'eve' }, false],
  ['gone', { user: 'gone' }, false],
  ['lead', { user: 'eve' }, true],
  ['lead', { team: 'blue' }, true],
  ['root', { user: 'eve' }, true],
])('%s makes something for %j: %s', (who, owner, allowed) => {
  expect(mayCreateFor(people[who], 'web', owner).allowed).toBe(allowed)
})

test.each<[Name, boolean | undefined, boolean]>([
  ['ada', undefined, false],
  ['ada', false, false],
  ['ada', true, true],
  ['gone', true, false],
  ['lead', undefined, true],
  ['root', undefined, true],
])('%s does without a template where it says %s: %s', (who, disabled, allowed) => {
  const web: Project = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Project',
    metadata: { name: 'web' },
    spec: disabled === undefined ? {} : { requireTemplate: { disabled } },
  }
  expect(mayDoWithoutTemplate(people[who], web).allowed).toBe(allowed)
})

test('a denial says what is needed and who can give it', () => {
  const why = (...asked: Parameters<typeof may>) => may(...asked).reason
  expect(why(people.gone, 'get', 'spaceinstances', space())).toBe(
    'needs the role viewer in project web, which an admin of it can give',
  )
  expect(why(people.eve, 'create', 'spaceinstances', space())).toBe(
    'needs the role user in project web, which an admin of it can give',
  )
  expect(why(people.ada, 'delete', 'spaceinstances', space())).toBe(
    'needs the role admin in project web, which an admin of it can give, to own it or to be named in its access list',
  )
  expect(why(people.ada, 'get', 'spaceinstances', space({ owner: { team: 'red' } }))).toBe(
    'is in team red, which owns it',
  )
})
