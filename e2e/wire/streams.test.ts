import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw, type RawClient, within } from '#e2e/support/raw.ts'
import { chunkedHead, chunkOf } from '#e2e/support/recorder.ts'
import { agreement, handshake, openWatch } from '#e2e/support/upgrades.ts'
import { keyName } from '#server/identity/keys.ts'

/** Rule 12: a change of rights ends what it touches within 5 s, and nothing else. */

const limit = 5_000

let gateway: TestGateway
beforeEach(async () => {
  gateway = await startGateway()
  gateway.recorder.respond((request) => request.write(chunkedHead))
})
afterEach(() => gateway.close())

const team = (name: string, spec: object = {}) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Team',
  metadata: { name, resourceVersion: '8' },
  spec,
})

const event = (type: string, object: unknown) => JSON.stringify({ type, object })

async function httpWatch(path: string, key: string): Promise<RawClient> {
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`GET ${path}?watch=1`, [], key))
  expect((await client.head()).status).toBe(200)
  return client
}

const socketWatch = (path: string, key: string) => openWatch(`ws://${gateway.host}${path}?watch=1`, key)

interface Change {
  what: string
  key?: string
  before?: () => void
  work: () => void
}

/** Each takes something from the person whose key is `key`. */
const losses: Change[] = [
  { what: 'the key is deleted', work: () => gateway.cluster.remove('secrets', keyName(keyOf('alice'))) },
  {
    what: 'the scope of the key becomes another',
    work: () => gateway.cluster.key(keyOf('alice'), { user: 'alice', scope: {} }),
  },
  { what: 'the user is disabled', work: () => gateway.cluster.user('alice', { disabled: true }) },
  { what: 'the user is deleted', work: () => gateway.cluster.remove('users', 'alice') },
  { what: 'the user is made anew', work: () => gateway.cluster.user('alice', {}, 'uid-of-the-second-alice') },
  { what: 'the user leaves the team', work: () => gateway.cluster.team('red', { users: [] }) },
  { what: 'the team is deleted', work: () => gateway.cluster.remove('teams', 'red') },
  {
    what: 'the role is taken',
    key: keyOf('root'),
    work: () => gateway.cluster.user('root', { clusterRoles: [] }),
  },
  {
    what: 'a role is given',
    work: () => gateway.cluster.user('alice', { clusterRoles: [{ name: 'loft-management-admin' }] }),
  },
  {
    what: 'a team comes to be theirs',
    work: () => gateway.cluster.team('blue', { users: ['bob', 'alice'] }),
  },
]

/** Writes events until the socket has been waiting for its reader for a while. */
async function fill(socket: RawClient['socket'], line: string): Promise<void> {
  for (;;) {
    if (socket.write(chunkOf(line))) continue
    const drained = new Promise((resolve) => socket.once('drain', () => resolve(true)))
    const stuck = new Promise((resolve) => setTimeout(() => resolve(false), 500))
    if ((await Promise.race([drained, stuck])) === false) return
  }
}

describe.each(places)('on $place', ({ teams }) => {
  test.each(losses)('when $what, a watch gets 410 on a line of its own and ends', async ({ key, work }) => {
    const client = await httpWatch(teams, key ?? keyOf('alice'))
    const upstream = await gateway.recorder.next()
    upstream.write(chunkOf(event('ADDED', team('red', { users: ['alice'] }))))
    await client.until('\n\r\n')
    const from = performance.now()
    work()
    const ending = await client.until('0\r\n\r\n')
    expect(performance.now() - from).toBeLessThan(limit)
    const [, line = ''] = ending.split('\r\n')
    expect(line.endsWith('\n')).toBe(true)
    expect(JSON.parse(line)).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    })
    await within(upstream.closed, 'the end of the upstream', limit)
    expect(gateway.context.streams.count()).toBe(0)
    client.socket.destroy()
  })

  test.each(losses)('when $what, a WebSocket watch closes with 4401', async ({ key, work }) => {
    const watching = await socketWatch(teams, key ?? keyOf('alice'))
    const upstream = await gateway.recorder.next()
    const from = performance.now()
    work()
    expect(await within(watching.closed, 'the close', limit)).toBe(4401)
    expect(performance.now() - from).toBeLessThan(limit)
    expect(JSON.parse(watching.frames.at(-1) ?? '')).toMatchObject({ type: 'ERROR', object: { code: 410 } })
    await within(upstream.closed, 'the end of the upstream', limit)
  })

  test.each(losses.filter(({ key }) => key !== undefined))(
    'when $what, a spliced stream is cut',
    async ({ work }) => {
      gateway.recorder.respond((request) => request.write(agreement()))
      const client = await openRaw(gateway.port)
      client.write(gateway.head(`GET ${teams}/red/exec`, handshake, keyOf('root')))
      expect((await client.head()).status).toBe(101)
      const upstream = await gateway.recorder.next()
      work()
      await within(Promise.all([client.closed, upstream.closed]), 'the end of both', limit)
    },
  )

  test('when the key expires, both kinds of watch end, with nobody typing', async () => {
    const key = 'aerie_short-lived'
    await gateway.change(() =>
      gateway.cluster.key(key, { user: 'alice', expires: new Date(Date.now() + 1_500).toISOString() }),
    )
    const client = await httpWatch(teams, key)
    const watching = await socketWatch(teams, key)
    const [code] = await within(
      Promise.all([watching.closed, client.until('"code":410')]),
      'the end of both',
      1_500 + limit,
    )
    expect(code).toBe(4401)
    client.socket.destroy()
  })

  test('a client that does not read is ended, too', async () => {
    const stalled = await httpWatch(teams, keyOf('root'))
    const stalledSocket = await socketWatch(teams, keyOf('root'))
    const upstreams = [await gateway.recorder.next(), await gateway.recorder.next()]
    stalled.socket.pause()
    stalledSocket.socket.pause()
    for (const upstream of upstreams)
      await fill(upstream.socket, event('ADDED', team('red', { displayName: 'x'.repeat(50_000) })))
    gateway.cluster.user('root', { clusterRoles: [] })
    await within(Promise.all(upstreams.map(({ closed }) => closed)), 'the end of the upstreams', limit)
    expect(gateway.context.streams.count()).toBe(0)
    stalled.socket.resume()
    stalledSocket.socket.resume()
    await within(Promise.all([stalled.until('"code":410'), stalledSocket.closed]), 'the end of both')
  })

  test.each<Change>([
    {
      what: 'somebody else loses a key',
      work: () => gateway.cluster.remove('secrets', keyName(keyOf('bob'))),
    },
    { what: 'somebody else is disabled', work: () => gateway.cluster.user('bob', { disabled: true }) },
    { what: 'another team changes', work: () => gateway.cluster.team('blue', { users: [] }) },
    {
      what: 'their own team gets a new member',
      work: () => gateway.cluster.team('red', { users: ['alice', 'bob'] }),
    },
    {
      what: 'their own team gets a name',
      work: () => gateway.cluster.team('red', { users: ['alice'], displayName: 'Red' }),
    },
    { what: 'their own name changes', work: () => gateway.cluster.user('alice', { displayName: 'Alice' }) },
    {
      what: 'another key of theirs appears',
      work: () => gateway.cluster.key('aerie_other', { user: 'alice' }),
    },
    { what: 'a team is made that they cannot see', work: () => gateway.cluster.team('green', {}) },
    {
      what: 'a team is made that they can see',
      work: () => gateway.cluster.team('green', { access: [{ verbs: ['get'], users: ['alice'] }] }),
    },
  ])('when $what, their streams go on', async ({ work }) => {
    const client = await httpWatch(teams, keyOf('alice'))
    const watching = await socketWatch(teams, keyOf('alice'))
    const upstreams = [await gateway.recorder.next(), await gateway.recorder.next()]
    await gateway.change(work)
    const line = event('MODIFIED', team('red', { users: ['alice'] }))
    upstreams.forEach((upstream) => upstream.write(chunkOf(line)))
    expect(await watching.next()).toBe(line)
    await client.until(`${line}\n`)
    expect(client.received().toString()).not.toContain('410')
    watching.socket.terminate()
    client.socket.destroy()
  })

  test('rights lost while the upstream still thinks are said before the head', async () => {
    gateway.recorder.respond(() => {})
    const plain = gateway.ask(`GET ${teams}?watch=1`, [], keyOf('alice'))
    const upgraded = gateway.ask(`GET ${teams}?watch=1`, handshake, keyOf('alice'))
    const upstreams = [await gateway.recorder.next(), await gateway.recorder.next()]
    gateway.cluster.user('alice', { disabled: true })
    expect((await plain).status).toBe(410)
    expect((await upgraded).status).toBe(410)
    await Promise.all(upstreams.map(({ closed }) => within(closed, 'the end of the upstream')))
    expect(gateway.reported).toEqual([])
  })

  test('a shutdown ends watches in order and closes sockets with 1001', async () => {
    const client = await httpWatch(teams, keyOf('alice'))
    const watching = await socketWatch(teams, keyOf('alice'))
    gateway.context.streams.endAll('shutdown')
    expect(await within(watching.closed, 'the close')).toBe(1001)
    expect(await client.until('0\r\n\r\n')).not.toContain('ERROR')
    client.socket.destroy()
  })

  test('a client that leaves takes the upstream with it, and that is no error of ours', async () => {
    const client = await httpWatch(teams, keyOf('alice'))
    const watching = await socketWatch(teams, keyOf('alice'))
    const upstreams = [await gateway.recorder.next(), await gateway.recorder.next()]
    client.reset()
    watching.socket.terminate()
    await within(Promise.all(upstreams.map(({ closed }) => closed)), 'the end of the upstreams')
    expect(gateway.context.streams.count()).toBe(0)
    expect(gateway.reported).toEqual([])
  })
})

test.each([
  ['comes into view', {}, { access: [{ verbs: ['get'], users: ['alice'] }] }],
  ['goes out of view', { access: [{ verbs: ['get'], users: ['alice'] }] }, {}],
  ['gets an owner', {}, { owner: { user: 'alice' } }],
  ['loses an owner', { owner: { team: 'red' } }, {}],
])('a filtered watch ends with 410 when an object %s', async (_, before, after) => {
  await gateway.change(() => gateway.cluster.team('green', before))
  const client = await httpWatch(teams, keyOf('alice'))
  const admin = await httpWatch(teams, keyOf('root'))
  const users = await httpWatch(teams.replace('teams', 'users'), keyOf('alice'))
  gateway.cluster.team('green', after)
  expect(await client.until('0\r\n\r\n')).toContain('"code":410')
  expect(admin.received().toString()).not.toContain('410')
  expect(users.received().toString()).not.toContain('410')
  for (const one of [client, admin, users]) one.socket.destroy()
})

describe('in a project', () => {
  const dev = '/kubernetes/cluster/east/api/v1/namespaces/web-s-dev/pods'
  const spaces = '/kubernetes/management/apis/management.loft.sh/v1/namespaces/loft-p-web/spaceinstances'
  const member = (name: string) => ({ kind: 'User', name, clusterRole: 'loft-management-project-user' })
  const leave = () => gateway.cluster.project('web', { members: [member('bob')] })

  beforeEach(async () => {
    await gateway.change(() => gateway.cluster.project('web', { members: [member('alice'), member('bob')] }))
    await gateway.change(() =>
      gateway.cluster.instance('SpaceInstance', 'web', 'dev', {
        owner: { user: 'alice' },
        extraAccessRules: [{ users: ['bob'] }],
        clusterRef: { cluster: 'east', namespace: 'web-s-dev' },
      }),
    )
  })

  async function exec(key: string): Promise<RawClient> {
    gateway.recorder.respond((request) => request.write(agreement()))
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${dev}/shell/exec`, handshake, key))
    expect((await client.head()).status).toBe(101)
    return client
  }

  async function follow(key: string): Promise<RawClient> {
    gateway.recorder.respond((request) => request.write(chunkedHead))
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${dev}/shell/log?follow=true`, [], key))
    expect((await client.head()).status).toBe(200)
    return client
  }

  test('a removed member’s watch, log and exec end, and those of others go on', async () => {
    const [shell, log] = [await exec(keyOf('alice')), await follow(keyOf('alice'))]
    const pods = await httpWatch(dev, keyOf('alice'))
    const theirs = await httpWatch(spaces, keyOf('alice'))
    const kept = [await exec(keyOf('bob')), await follow(keyOf('bob'))]
    const from = performance.now()
    leave()
    await within(
      Promise.all([shell.closed, log.closed, pods.until('"code":410'), theirs.until('"code":410')]),
      'the end of all',
      limit,
    )
    expect(performance.now() - from).toBeLessThan(limit)
    expect(gateway.context.streams.count()).toBe(kept.length)
    for (const one of [pods, theirs, ...kept]) one.socket.destroy()
  })

  test('what the cluster still lets them open ends as well', async () => {
    await gateway.change(leave)
    const from = performance.now()
    const shell = await exec(keyOf('alice'))
    await within(shell.closed, 'the end', limit)
    expect(performance.now() - from).toBeLessThan(limit)
    expect((await gateway.ask(`GET ${spaces}/dev`, [], keyOf('alice'))).status).toBe(404)
  })
})
