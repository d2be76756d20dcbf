import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Project } from '#api/kinds/project.ts'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { Directory, DirectoryChange } from '#server/identity/directory.ts'
import { openIdentities } from '#server/identity/identities.ts'
import { openStreams, type OpenStream, type Streams } from './streams.ts'

/** Which streams a change in a project ends: those that it takes something from, and no others. */

const metadata = (name: string) => ({ name, uid: `uid-${name}` })
const common = { apiVersion: 'management.loft.sh/v1' }
const user = (name: string, spec = {}) => ({ ...common, kind: 'User', metadata: metadata(name), spec })
const member = (name: string, role = 'user') => ({
  kind: 'User',
  name,
  clusterRole: `loft-management-project-${role}`,
})
const project = (name: string, members: Project['spec']['members'], spec: Project['spec'] = {}): Project => ({
  ...common,
  kind: 'Project',
  metadata: metadata(name),
  spec: { members, ...spec },
})
const space = (project: string, name: string, spec: SpaceInstance['spec']): SpaceInstance => ({
  ...common,
  kind: 'SpaceInstance',
  metadata: { ...metadata(name), namespace: `loft-p-${project}` },
  spec: { clusterRef: { cluster: 'east', namespace: `${project}-s-${name}` }, ...spec },
})

const shared: SpaceInstance['spec'] = { owner: { user: 'alice' }, extraAccessRules: [{ users: ['bob'] }] }
const before = {
  web: project('web', [member('alice'), member('bob')]),
  shop: project('shop', [member('alice')]),
  dev: space('web', 'dev', shared),
  till: space('shop', 'till', { owner: { user: 'alice' } }),
}

/** A directory that says what it is told. */
function makeDirectory() {
  const kept = {
    users: new Map(
      [user('alice'), user('bob'), user('root', { clusterRoles: [{ name: 'loft-management-admin' }] })].map(
        (one) => [one.metadata.name, one],
      ),
    ),
    teams: new Map(),
    projects: new Map([before.web, before.shop].map((one) => [one.metadata.name, one])),
    spaceInstances: new Map([before.dev, before.till].map((one) => [one.metadata.name, one])),
    virtualClusterInstances: new Map(),
  }
  const identities = openIdentities(() => kept)
  let tell: (change: DirectoryChange) => void = () => {}
  const directory = {
    ...kept,
    identity: (name: string) => identities.of(name),
    callerByKeyName(name: string) {
      const identity = identities.of(name)
      return identity === undefined ? undefined : { identity, key: {} }
    },
    subscribe(listener: typeof tell) {
      tell = listener
      return () => {}
    },
  }
  return {
    // What the streams look at of a directory, and nothing else.
    directory: directory as unknown as Directory,
    change(change: DirectoryChange) {
      if (change.kind === 'Project') {
        const { before: was, after: now } = change
        if (was !== undefined) kept.projects.delete(was.metadata.name)
        if (now !== undefined) kept.projects.set(now.metadata.name, now)
        identities.projectChanged(change)
      }
      tell(change)
    },
  }
}

const inDev = { cluster: 'east', namespace: 'web-s-dev' }
const byPrefix = { instance: { plural: 'spaceinstances', project: 'web', name: 'dev' } } as const
const everywhere: [string, string, Partial<OpenStream>][] = [
  ['alice in dev', 'alice', inDev],
  ['bob in dev', 'bob', inDev],
  ['root in dev', 'root', inDev],
  ['alice in dev by its prefix', 'alice', byPrefix],
  ['bob in dev by its prefix', 'bob', byPrefix],
  ['root in dev by its prefix', 'root', byPrefix],
  ['alice in till', 'alice', { cluster: 'east', namespace: 'shop-s-till' }],
  ['alice elsewhere', 'alice', { cluster: 'east', namespace: 'default' }],
  ['alice on another cluster', 'alice', { cluster: 'west', namespace: 'web-s-dev' }],
  ['alice watching spaces', 'alice', { plural: 'spaceinstances' }],
  ['bob watching spaces', 'bob', { plural: 'spaceinstances' }],
  ['alice watching users', 'alice', { plural: 'users' }],
  ['alice watching clusters', 'alice', { plural: 'clusters' }],
]

let streams: Streams
let made: ReturnType<typeof makeDirectory>
let ended: string[]
beforeEach(() => {
  vi.useFakeTimers()
  made = makeDirectory()
  streams = openStreams(made.directory)
  ended = []
})
afterEach(() => {
  streams.stop()
  vi.useRealTimers()
})

function open([name, who, what]: (typeof everywhere)[number]): void {
  const identity = made.directory.identity(who)
  if (identity === undefined) throw new Error(`there is no ${who}`)
  const end = () => {
    close()
    ended.push(name)
  }
  const close = streams.open({ identity, keyName: who, scope: undefined, ...what, end })
}

const dev = (spec: SpaceInstance['spec']): DirectoryChange => ({
  kind: 'SpaceInstance',
  before: before.dev,
  after: { ...before.dev, spec: { ...before.dev.spec, ...spec } },
})
const web = (members: Project['spec']['members'], spec?: Project['spec']): DirectoryChange => ({
  kind: 'Project',
  before: before.web,
  after: project('web', members, spec),
})
const allOfDev = ['alice in dev', 'bob in dev', 'alice in dev by its prefix', 'bob in dev by its prefix']
const ofAlice = ['alice in dev', 'alice in dev by its prefix', 'alice watching spaces']

test.each<[string, DirectoryChange, string[]]>([
  ['alice leaves the project', web([member('bob')]), ofAlice],
  ['alice gets a weaker role', web([member('alice', 'viewer'), member('bob')]), ofAlice],
  [
    'alice comes to lead it, and sees all users',
    web([member('alice', 'admin'), member('bob')]),
    [...ofAlice, 'alice watching users'],
  ],
  [
    'the project is deleted',
    { kind: 'Project', before: before.web },
    [...allOfDev, 'alice watching spaces', 'bob watching spaces'],
  ],
  [
    'alice leaves the other project',
    { kind: 'Project', before: before.shop, after: project('shop', []) },
    ['alice in till', 'alice watching spaces'],
  ],
  [
    'the project allows more clusters',
    web(before.web.spec.members, { allowedClusters: [{ name: 'east' }] }),
    ['alice watching clusters'],
  ],
  ['the project gets a name', web(before.web.spec.members, { displayName: 'Web' }), []],
  [
    'the space is not shared any more',
    dev({ extraAccessRules: [] }),
    ['bob in dev', 'bob in dev by its prefix', 'bob watching spaces'],
  ],
  ['the space is given away', dev({ owner: { user: 'bob' } }), ofAlice],
  [
    'the space is shared with nobody in the project',
    dev({ extraAccessRules: [...(shared.extraAccessRules ?? []), { users: ['eve'] }] }),
    [],
  ],
  ['the space gets a name', dev({ displayName: 'Dev' }), []],
  [
    'the space moves',
    dev({ clusterRef: { cluster: 'west', namespace: 'web-s-dev' } }),
    [...allOfDev, 'root in dev by its prefix'],
  ],
  [
    'the space begins to be deleted',
    {
      kind: 'SpaceInstance',
      before: before.dev,
      after: {
        ...before.dev,
        metadata: { ...before.dev.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
      },
    },
    [...allOfDev, 'root in dev by its prefix'],
  ],
  [
    'the space is gone',
    { kind: 'SpaceInstance', before: before.dev },
    [...allOfDev, 'root in dev by its prefix'],
  ],
])('when %s, what touches that ends', (_, change, lost) => {
  everywhere.forEach(open)
  made.change(change)
  expect(ended.toSorted()).toEqual(lost.toSorted())
  expect(streams.count()).toBe(everywhere.length - lost.length)
})

test.each<[string, DirectoryChange, string[]]>([
  ['a role', web([member('bob')]), ['alice in dev']],
  ['a share', dev({ extraAccessRules: [] }), ['bob in dev']],
])('until the clusters know that %s is gone, what it opens ends once more', (_, change, lost) => {
  made.change(change)
  everywhere.slice(0, 3).forEach(open)
  vi.advanceTimersByTime(2_900)
  expect(ended).toEqual([])
  vi.advanceTimersByTime(200)
  expect(ended).toEqual(lost)
  everywhere.slice(0, 3).forEach(open)
  vi.advanceTimersByTime(60_000)
  expect(ended).toEqual(lost)
})

test.each<[string, DirectoryChange]>([
  ['a project is made', { kind: 'Project', after: before.web }],
  ['a role grows', web([member('alice', 'admin'), member('bob', 'admin')])],
])('when %s, what is opened after it stays', (_, change) => {
  made.change(change)
  everywhere.slice(0, 3).forEach(open)
  vi.advanceTimersByTime(60_000)
  expect(ended).toEqual([])
})

test('a change looks at what it touches alone', () => {
  for (let at = 0; at < 2_000; at++) open([`other ${at}`, 'bob', { cluster: 'east', namespace: `ns-${at}` }])
  const named = (displayName: string) => web(before.web.spec.members, { displayName })
  made.change(named('Web'))
  const asked = vi.spyOn(made.directory, 'callerByKeyName')
  made.change(named('Again'))
  made.change(dev({ displayName: 'Dev' }))
  made.change(dev({ extraAccessRules: [] }))
  expect(asked).not.toHaveBeenCalled()
})
