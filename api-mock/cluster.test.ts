import { afterEach, expect, test, vi } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from './cluster.ts'
import { createFaults } from './faults.ts'
import { handle } from './handle.ts'
import { openTestCluster } from './test-cluster.ts'
import type { Answered } from './test-cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

async function start(options: Parameters<typeof openTestCluster>[0] = {}) {
  const opened = await openTestCluster(options)
  open.push(opened.cluster)
  return opened
}

function namesOf({ items }: Answered): string[] {
  return items.map(({ metadata }) => metadata.name)
}

interface Event {
  type: string
  object: KubeObject
}

async function nextOf(events: AsyncIterator<string>): Promise<Event> {
  return JSON.parse(String((await events.next()).value)) as Event
}

const configMap = (name: string, data = {}, metadata = {}): unknown => ({
  metadata: { name, ...metadata },
  data,
})
const maps = '/api/v1/namespaces/default/configmaps'
/** All but those that each namespace has. */
const others = 'fieldSelector=metadata.name%21%3Dkube-root-ca.crt'

const teamCrd = {
  metadata: { name: 'teams.example.io' },
  spec: {
    group: 'example.io',
    scope: 'Cluster',
    names: { kind: 'Team', plural: 'teams' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { size: { type: 'integer', default: 1 }, colour: { type: 'string' } },
              },
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
  },
}
const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const teams = '/apis/example.io/v1/teams'

/** Waits until a custom resource is served, which its watch tells. */
async function withTeams({ ask, watch }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const stop = new AbortController()
  const events = await watch(`${crds}?watch=true`, stop.signal)
  await ask('POST', crds, { body: teamCrd })
  for (;;) {
    const { value } = await events.next()
    if (/"type":"Established","status":"True"/.test(String(value))) break
  }
  stop.abort()
}

test('an object is made, read, changed, listed and removed', async () => {
  const { ask } = await start()
  const made = await ask('POST', maps, { body: configMap('a', { k: 'v' }) })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } })
  const changed = await ask('PATCH', `${maps}/a`, {
    body: { data: { k: 'w' } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  expect(changed.body.data).toEqual({ k: 'w' })
  const stale = await ask('PUT', `${maps}/a`, { body: made.body })
  expect(stale).toMatchObject({ status: 409, body: { reason: 'Conflict' } })
  const list = await ask('GET', `${maps}?${others}`)
  expect(namesOf(list.body)).toEqual(['a'])
  expect((await ask('DELETE', `${maps}/a`)).body).toMatchObject({ kind: 'Status', status: 'Success' })
  expect((await ask('GET', `${maps}/a`)).status).toBe(404)
})

test('a change of nothing keeps the resourceVersion', async () => {
  const { ask } = await start()
  const made = await ask('POST', maps, { body: configMap('a', { k: 'v' }) })
  const same = await ask('PUT', `${maps}/a`, { body: made.body })
  expect(same.body.metadata.resourceVersion).toBe(made.body.metadata.resourceVersion)
})

test('a namespace takes its contents with it', async () => {
  const { ask, watch } = await start()
  await ask('POST', '/api/v1/namespaces', { body: { metadata: { name: 'dev' } } })
  await ask('POST', '/api/v1/namespaces/dev/configmaps', { body: configMap('a') })
  const stop = new AbortController()
  const events = await watch('/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Ddev', stop.signal)
  const removed = await ask('DELETE', '/api/v1/namespaces/dev')
  expect(removed.body.status.phase).toBe('Terminating')
  const refused = await ask('POST', '/api/v1/namespaces/dev/configmaps', { body: configMap('b') })
  expect(refused.status).toBe(403)
  const types: string[] = []
  while (types.at(-1) !== 'DELETED') types.push((await nextOf(events)).type)
  stop.abort()
  expect(types).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
  expect((await ask('GET', `/api/v1/configmaps?${others}`)).body.items).toEqual([])
  expect((await ask('POST', '/api/v1/namespaces/dev/configmaps', { body: configMap('c') })).status).toBe(404)
})

test('a custom resource is served from its establishment to the end of its definition', async () => {
  const started = await start()
  const { ask, watch } = started
  expect((await ask('GET', teams)).status).toBe(404)
  await withTeams(started)
  const team = {
    apiVersion: 'example.io/v1',
    kind: 'Team',
    metadata: { name: 'red' },
    spec: { colour: 'red', odd: 1 },
  }
  const made = await ask('POST', teams, { body: team })
  expect(made.body.spec).toEqual({ colour: 'red', size: 1 })
  expect(made.headers.warning).toEqual(['299 - "unknown field \\"spec.odd\\""'])
  const strict = await ask('POST', `${teams}?fieldValidation=Strict`, { body: team })
  expect(strict.body.message).toContain('strict decoding error: unknown field "spec.odd"')
  const stop = new AbortController()
  const events = await watch(`${crds}?watch=true`, stop.signal)
  await ask('DELETE', `${crds}/teams.example.io`)
  while ((await nextOf(events)).type !== 'DELETED') continue
  stop.abort()
  expect((await ask('GET', teams)).status).toBe(404)
})

test('nothing is made of a definition that is going or has gone, whenever it was asked', async () => {
  const gate: { passes: Promise<void> } = { passes: Promise.resolve() }
  const started = await start({ beforeCommit: () => gate.passes })
  const { cluster, ask, watch } = started
  await withTeams(started)
  const team = (name: string, finalizers: string[] = []): unknown => ({
    apiVersion: 'example.io/v1',
    kind: 'Team',
    metadata: { name, finalizers },
  })
  await ask('POST', teams, { body: team('held', ['example.io/held']) })
  const open = Promise.withResolvers<void>()
  gate.passes = open.promise
  const removed = ask('DELETE', `${crds}/teams.example.io`)
  const late = ask('POST', teams, { body: team('late') })
  open.resolve()
  expect((await removed).status).toBe(200)
  const refused = await late
  expect(refused.status).toBe(405)
  expect(refused.body.message).toBe('create not allowed while custom resource definition is terminating')
  const stop = new AbortController()
  const events = await watch(`${crds}?watch=true`, stop.signal)
  const headers = { 'content-type': 'application/merge-patch+json' }
  await ask('PATCH', `${teams}/held`, { headers, body: { metadata: { finalizers: null } } })
  let body: { resolve: (bytes: Buffer) => void } = Promise.withResolvers<Buffer>()
  const slow = handle(cluster, {
    method: 'POST',
    target: teams,
    headers: { authorization: 'Bearer admin', 'content-type': 'application/json' },
    body: () => {
      const arriving = Promise.withResolvers<Buffer>()
      body = arriving
      return arriving.promise
    },
    signal: stop.signal,
  })
  while ((await nextOf(events)).type !== 'DELETED') continue
  stop.abort()
  body.resolve(Buffer.from(JSON.stringify(team('later'))))
  expect((await slow).status).toBe(404)
  expect([...cluster.store.all()].filter(({ resource }) => resource === 'example.io/teams')).toEqual([])
})

test('scale reads and writes the number that the definition names', async () => {
  const started = await start()
  await withTeams(started)
  const { ask } = started
  const team = { apiVersion: 'example.io/v1', kind: 'Team', metadata: { name: 'red' }, spec: { size: 2 } }
  await ask('POST', teams, { body: team })
  expect((await ask('GET', `${teams}/red/scale`)).body).toMatchObject({
    kind: 'Scale',
    spec: { replicas: 2 },
  })
  const patch = {
    body: { spec: { replicas: 5 } },
    headers: { 'content-type': 'application/merge-patch+json' },
  }
  expect((await ask('PATCH', `${teams}/red/scale`, patch)).body.spec).toEqual({ replicas: 5 })
  expect((await ask('GET', `${teams}/red`)).body.spec.size).toBe(5)
})

test('what an owner leaves behind goes too, or stays as an orphan', async () => {
  const { ask, watch } = await start()
  const owner = (await ask('POST', maps, { body: configMap('owner') })).body.metadata
  const reference = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'owner',
    uid: owner.uid,
    blockOwnerDeletion: true,
  }
  const owned = configMap('owned', {}, { ownerReferences: [reference] })
  await ask('POST', maps, { body: owned })
  const stop = new AbortController()
  const events = await watch(`${maps}?watch=true&resourceVersion=${owner.resourceVersion}`, stop.signal)
  await ask('DELETE', `${maps}/owner`, { body: { propagationPolicy: 'Foreground' } })
  const gone: string[] = []
  while (gone.length < 2) {
    const { type, object } = await nextOf(events)
    if (type === 'DELETED') gone.push(object.metadata.name)
  }
  stop.abort()
  expect(gone).toEqual(['owned', 'owner'])
})

/** Reads a watch until an object is gone; returns the names of what went until then. */
async function goneUntil(events: AsyncIterator<string>, last: string): Promise<string[]> {
  const gone: string[] = []
  while (gone.at(-1) !== last) {
    const { type, object } = await nextOf(events)
    if (type === 'DELETED') gone.push(object.metadata.name)
  }
  return gone
}

function ownedBy({ name, uid }: { name: string; uid?: string }, kind = 'ConfigMap'): unknown {
  return { apiVersion: 'v1', kind, name, uid, blockOwnerDeletion: true }
}

test('a namespace that is deleted in the foreground, or by its owner, is emptied first', async () => {
  const { ask, watch } = await start()
  const stop = new AbortController()
  const owner = (await ask('POST', '/api/v1/namespaces', { body: { metadata: { name: 'owner' } } })).body
  const metadata = { name: 'dev', ownerReferences: [ownedBy(owner.metadata, 'Namespace')] }
  await ask('POST', '/api/v1/namespaces', { body: { metadata } })
  for (const name of ['owner', 'dev']) {
    await ask('POST', `/api/v1/namespaces/${name}/configmaps`, { body: configMap('inside') })
  }
  const from = `watch=true&resourceVersion=${owner.metadata.resourceVersion}`
  const events = await watch(`/api/v1/namespaces?${from}`, stop.signal)
  await ask('DELETE', '/api/v1/namespaces/owner', { body: { propagationPolicy: 'Foreground' } })
  const gone = new Set<string>()
  while (gone.size < 2) {
    const { type, object } = await nextOf(events)
    if (type === 'DELETED') gone.add(object.metadata.name)
  }
  stop.abort()
  expect((await ask('GET', `/api/v1/configmaps?${others}`)).body.items).toEqual([])
})

test('what has another owner stays, and no owner waits for it', async () => {
  const { ask, watch } = await start()
  const one = (await ask('POST', maps, { body: configMap('one') })).body.metadata
  const other = (await ask('POST', maps, { body: configMap('other') })).body.metadata
  const shared = configMap('shared', {}, { ownerReferences: [ownedBy(one), ownedBy(other)] })
  await ask('POST', maps, { body: shared })
  const stop = new AbortController()
  const events = await watch(`${maps}?watch=true&resourceVersion=${one.resourceVersion}`, stop.signal)
  await ask('DELETE', `${maps}/one`, { body: { propagationPolicy: 'Foreground' } })
  expect(await goneUntil(events, 'one')).toEqual(['one'])
  expect((await ask('GET', `${maps}/shared`)).body.metadata.ownerReferences).toEqual([ownedBy(other)])
  stop.abort()
})

test('an owner that waits goes when its last dependent is given away', async () => {
  const { ask, watch } = await start()
  const owner = (await ask('POST', maps, { body: configMap('owner') })).body.metadata
  const held = { finalizers: ['example.io/held'], ownerReferences: [ownedBy(owner)] }
  await ask('POST', maps, { body: configMap('held', {}, held) })
  const stop = new AbortController()
  const events = await watch(`${maps}?watch=true&resourceVersion=${owner.resourceVersion}`, stop.signal)
  await ask('DELETE', `${maps}/owner`, { body: { propagationPolicy: 'Foreground' } })
  for (;;) {
    const { object } = await nextOf(events)
    if (object.metadata.name === 'held' && object.metadata.deletionTimestamp !== undefined) break
  }
  const headers = { 'content-type': 'application/merge-patch+json' }
  await ask('PATCH', `${maps}/held`, { headers, body: { metadata: { ownerReferences: null } } })
  expect(await goneUntil(events, 'owner')).toEqual(['owner'])
  stop.abort()
})

test('what is not in a namespace cannot be owned from within one, and stays', async () => {
  const { ask, watch } = await start()
  const stop = new AbortController()
  const events = await watch('/api/v1/namespaces?watch=true', stop.signal)
  const missing = { name: 'missing', uid: '00000000-0000-4000-8000-000000000000' }
  const metadata = { name: 'dev', ownerReferences: [ownedBy(missing)] }
  await ask('POST', '/api/v1/namespaces', { body: { metadata } })
  const absent = { name: 'gone', ownerReferences: [ownedBy(missing, 'Namespace')] }
  await ask('POST', '/api/v1/namespaces', { body: { metadata: absent } })
  expect(await goneUntil(events, 'gone')).toEqual(['gone'])
  expect((await ask('GET', '/api/v1/namespaces/dev')).body.status.phase).toBe('Active')
  stop.abort()
})

test('rights come from roles, and nobody can give what he does not have', async () => {
  const { ask } = await start()
  expect((await ask('GET', maps, { as: 'ada' })).body.message).toBe(
    'configmaps is forbidden: User "ada" cannot list resource "configmaps" in API group "" in the namespace "default"',
  )
  const rbac = '/apis/rbac.authorization.k8s.io/v1'
  const binding = (name: string, role: string): unknown => ({
    metadata: { name },
    roleRef: { kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'Group', name: 'staff' }],
  })
  await ask('POST', `${rbac}/namespaces/default/rolebindings`, { body: binding('admins', 'admin') })
  expect((await ask('GET', maps, { as: 'ada' })).status).toBe(200)
  const more = await ask('POST', `${rbac}/namespaces/default/rolebindings`, {
    as: 'ada',
    body: binding('more', 'cluster-admin'),
  })
  expect(more.status).toBe(403)
  expect(more.body.message).toContain('is attempting to grant RBAC permissions not currently held')
  const same = await ask('POST', `${rbac}/namespaces/default/rolebindings`, {
    as: 'ada',
    body: binding('same', 'view'),
  })
  expect(same.status).toBe(201)
})

test('only who may everything can let a role gather the rights of others', async () => {
  const { ask } = await start()
  const rbac = '/apis/rbac.authorization.k8s.io/v1'
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'writer' }
  const verbs = ['get', 'create', 'update', 'patch']
  const rules = [{ apiGroups: [role.apiGroup], resources: ['clusterroles'], verbs }]
  await ask('POST', `${rbac}/clusterroles`, { body: { metadata: { name: 'writer' }, rules } })
  const subjects = [{ kind: 'User', name: 'ada' }]
  const binding = { metadata: { name: 'writer' }, roleRef: role, subjects }
  await ask('POST', `${rbac}/clusterrolebindings`, { body: binding })
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] }
  const gathers = { metadata: { name: 'gathers' }, aggregationRule, rules: [] }
  const made = await ask('POST', `${rbac}/clusterroles`, { as: 'ada', body: gathers })
  expect([made.status, made.body.message]).toEqual([
    403,
    'clusterroles.rbac.authorization.k8s.io "gathers" is forbidden: must have cluster-admin privileges to use the aggregationRule',
  ])
  expect((await ask('POST', `${rbac}/clusterroles`, { body: gathers })).status).toBe(201)
  const tightened = await ask('PUT', `${rbac}/clusterroles/gathers`, {
    as: 'ada',
    body: { metadata: { name: 'gathers' }, rules: [] },
  })
  expect(tightened.status).toBe(403)
})

test('a watch that nobody begins to read leaves nothing behind', async () => {
  const { cluster, watch } = await start()
  const watching = vi.spyOn(cluster.store, 'watch')
  const events = await watch(`${maps}?watch=true`, new AbortController().signal)
  expect(watching).not.toHaveBeenCalled()
  await events.return?.()
  expect(watching).not.toHaveBeenCalled()
})

test('a watch may be asked to live for longer than a timer can run', async () => {
  const { ask, watch } = await start()
  const stop = new AbortController()
  const events = await watch(`${maps}?watch=true&timeoutSeconds=99999999`, stop.signal)
  const first = nextOf(events)
  const ends = vi.fn()
  process.once('warning', ends)
  await ask('POST', maps, { body: configMap('a') })
  expect((await first).object.metadata.name).toBe('a')
  expect(ends).not.toHaveBeenCalled()
  process.off('warning', ends)
  stop.abort()
})

test('impersonation needs the right to it', async () => {
  const { ask } = await start()
  const review = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
  const headers = { 'impersonate-user': 'eve' }
  expect((await ask('POST', review, { body: {}, headers })).body.status.userInfo).toEqual({
    username: 'eve',
    groups: ['system:authenticated'],
  })
  expect((await ask('POST', review, { as: 'ada', body: {}, headers })).status).toBe(403)
})

test('a page of a list goes on in the same state, and ends with it', async () => {
  // Without controllers nothing else is in the namespace, which would be counted.
  const { ask, cluster } = await start({ controllerManager: false })
  for (const name of ['a', 'b', 'c']) await ask('POST', maps, { body: configMap(name) })
  const first = await ask('GET', `${maps}?limit=1`)
  expect(first.body.metadata.remainingItemCount).toBe(2)
  await ask('DELETE', `${maps}/b`)
  const rest = await ask('GET', `${maps}?limit=5&continue=${first.body.metadata.continue}`)
  expect(namesOf(rest.body)).toEqual(['b', 'c'])
  cluster.store.compact()
  const late = await ask('GET', `${maps}?limit=5&continue=${first.body.metadata.continue}`)
  expect(late).toMatchObject({ status: 410, body: { reason: 'Expired' } })
  const anyway = await ask('GET', `${maps}?limit=5&continue=${late.body.metadata.continue}`)
  expect(namesOf(anyway.body)).toEqual(['c'])
})

test('without a token there is no answer, and no word of why', async () => {
  const { ask } = await start()
  expect(await ask('GET', '/version', { as: '' })).toMatchObject({
    status: 401,
    body: { message: 'Unauthorized' },
  })
})

test('a failing disk refuses the change and keeps reading', async () => {
  let full = false
  const { ask } = await start({
    beforeCommit: () => (full ? Promise.reject(new Error('database or disk is full')) : Promise.resolve()),
  })
  await ask('POST', maps, { body: configMap('a') })
  full = true
  const refused = await ask('POST', maps, { body: configMap('b') })
  expect(refused.status).toBe(500)
  expect(refused.body.message).toContain('database or disk is full')
  expect((await ask('GET', maps)).body.items).toHaveLength(1)
})

test('with faults everything takes longer and ends the same', async () => {
  const { ask, watch, cluster } = await start({ faults: createFaults(7) })
  const patiently: typeof ask = async (method, target, asked) => {
    for (;;) {
      const reply = await ask(method, target, asked)
      if (reply.status !== 429) return reply
    }
  }
  await patiently('POST', crds, { body: teamCrd })
  const established = (): boolean => cluster.registry.find('example.io', 'v1', 'teams') !== undefined
  while (!established()) {
    const stop = new AbortController()
    const events = await watch(`${crds}?watch=true`, stop.signal).catch(() => undefined)
    for (
      let event = await events?.next();
      event?.done === false && !established();
      event = await events?.next()
    )
      continue
    stop.abort()
  }
  const team = { apiVersion: 'example.io/v1', kind: 'Team', metadata: { name: 'red' } }
  expect((await patiently('POST', teams, { body: team })).status).toBe(201)
})
