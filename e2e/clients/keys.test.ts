import { afterAll, beforeAll, expect, test } from 'vitest'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { onCluster, signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/** Access keys of one's own, with real kubectl and as two people. */

let server: TestServer
let admin: Person
let maya: Person
let kubectl: Kubectl
let administrator: Kubectl

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  admin = await signIn(server, 'admin')
  maya = await signIn(server, 'maya')
  kubectl = await kubectlAs(maya)
  administrator = await kubectlAs(admin)
})
afterAll(() => server.dispose())

const collection = '/apis/management.loft.sh/v1/ownedaccesskeys'

const manifest = (name: string, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'OwnedAccessKey',
  metadata: { name, ...metadata },
  spec: { displayName: 'As sent', ...spec },
})

/** What a request on the management prefix or a cluster's is answered with that key. */
async function codeWith(key: string, path = '/kubernetes/management/apis/management.loft.sh/v1/teams') {
  return (await fetch(server.http + path, { headers: { authorization: `Bearer ${key}` } })).status
}

async function make(name: string, spec: object = {}): Promise<string> {
  const made = await maya.ask('POST', collection, manifest(name, spec))
  expect(made.code).toBe(201)
  return made.body.spec.key
}

test('kubectl makes a key, shows it once, lists and deletes it', async () => {
  const made = await kubectl.run(['create', '-f', '-', '-o', 'json'], {
    input: JSON.stringify(manifest('laptop', { ttl: 3600 })),
  })
  expect(made.stderr).toBe('')
  const { metadata, spec, status } = JSON.parse(made.stdout)
  expect(metadata).toMatchObject({ name: 'laptop', uid: expect.any(String) })
  expect(spec).toEqual({
    displayName: 'As sent',
    user: 'maya',
    type: 'User',
    ttl: 3600,
    key: expect.stringMatching(/^aerie_/),
  })
  expect(Date.parse(status.expires) - Date.now()).toBeGreaterThan(3_500_000)
  expect(await codeWith(spec.key)).toBe(200)

  const listed = await kubectl.run(['get', 'ownedaccesskeys'])
  expect(listed.stdout).toMatch(/^NAME +DISPLAY NAME +TYPE +EXPIRES +LAST ACTIVITY +AGE\n/)
  expect(listed.stdout).toMatch(/\nlaptop +As sent +User +20\S+Z +/)
  expect(listed.stdout).toMatch(/Command-line sign-in +Login/)
  expect(listed.stdout).toContain('Kubeconfig for the management API')
  const again = await kubectl.run(['get', 'ownedaccesskey', 'laptop', '-o', 'json'])
  expect(JSON.parse(again.stdout).spec.key).toBeUndefined()

  const deleted = await kubectl.run(['delete', 'ownedaccesskey', 'laptop', '--wait'])
  expect(deleted.stdout).toContain('ownedaccesskey.management.loft.sh "laptop" deleted')
  expect((await kubectl.run(['get', 'ownedaccesskey', 'laptop'])).stderr).toContain(
    'ownedaccesskeys.management.loft.sh "laptop" not found',
  )
  expect(await codeWith(spec.key)).toBe(401)
})

test('nobody sees or ends the keys of somebody else, an administrator neither', async () => {
  const key = await make('private')
  const { body } = await admin.ask('GET', collection)
  expect(JSON.stringify(body)).not.toContain('maya')
  expect((await administrator.run(['get', 'ownedaccesskeys'])).stdout).not.toContain('private')
  for (const method of ['GET', 'DELETE']) {
    expect((await admin.ask(method, `${collection}/private`)).code).toBe(404)
    const { items } = (await maya.ask('GET', collection)).body
    const session = items.find((item: { spec: { type: string } }) => item.spec.type === 'Login')
    expect((await admin.ask(method, `${collection}/${session.metadata.name}`)).code).toBe(404)
  }
  const theirs = await admin.ask('GET', `${collection}?labelSelector=aerie.dev%2Fuser%3Dmaya`)
  expect(theirs.body.items).toEqual([])
  expect((await admin.ask('POST', collection, manifest('x', { user: 'maya' }))).code).toBe(422)
  expect(await codeWith(key)).toBe(200)
})

test('apply, label, patch and edit a key as any object', async () => {
  const input = (displayName: string) => ({ input: JSON.stringify(manifest('applied', { displayName })) })
  const apply = async (displayName: string) =>
    (await kubectl.run(['apply', '-f', '-'], input(displayName))).stdout
  expect(await apply('One')).toBe('ownedaccesskey.management.loft.sh/applied created\n')
  expect(await apply('One')).toBe('ownedaccesskey.management.loft.sh/applied unchanged\n')
  expect(await apply('Two')).toBe('ownedaccesskey.management.loft.sh/applied configured\n')
  await kubectl.run(['label', 'ownedaccesskey', 'applied', 'used-by=ci'])
  expect((await kubectl.run(['get', 'ownedaccesskeys', '-l', 'used-by=ci', '-o', 'name'])).stdout).toBe(
    'ownedaccesskey.management.loft.sh/applied\n',
  )
  await kubectl.run(['label', 'ownedaccesskey', 'applied', 'used-by-'])
  const { body } = await maya.ask('GET', `${collection}/applied`)
  expect(body.metadata.labels).toBeUndefined()
  expect(body.spec.displayName).toBe('Two')
  const stale = { ...body, spec: { ...body.spec, displayName: 'Three' } }
  expect((await maya.ask('PUT', `${collection}/applied`, stale)).code).toBe(200)
  const conflict = await maya.ask('PUT', `${collection}/applied`, stale)
  expect(conflict.body).toMatchObject({ code: 409, reason: 'Conflict' })
  expect(conflict.body.message).toContain('"applied"')
  expect((await kubectl.run(['delete', 'ownedaccesskey', 'applied', '--dry-run=server'])).code).toBe(0)
  expect((await maya.ask('GET', `${collection}/applied`)).code).toBe(200)
})

test('what a key must not say is refused', async () => {
  const refused = async (spec: object, metadata: object = {}) =>
    (await maya.ask('POST', `${collection}?fieldValidation=Strict`, manifest('refused', spec, metadata))).code
  expect(await refused({ key: 'chosen' })).toBe(422)
  expect(await refused({ subject: 'loft:user:admin' })).toBe(422)
  expect(await refused({ groups: ['loft:admins'] })).toBe(422)
  expect(await refused({ type: 'Reset' })).toBe(422)
  expect(await refused({ ttl: -1 })).toBe(422)
  expect(await refused({ ttl: '60' })).toBe(422)
  expect(await refused({ ttl: 60, ttlAfterLastActivity: true })).toBe(422)
  expect(await refused({ scope: { cluster: 'eu-west' } })).toBe(422)
  expect(await refused({ scope: { roles: [{ role: 'loft-cli', spaces: [] }] } })).toBe(422)
  expect(await refused({ expires: 'never' })).toBe(400)
  expect(await refused({}, { name: 'Not A Name' })).toBe(422)
  expect(await refused({}, { name: `key-${'0'.repeat(40)}` })).toBe(422)
  expect(await refused({}, { labels: { 'not a label': 'x' } })).toBe(422)
  expect((await maya.ask('GET', `${collection}/refused`)).code).toBe(404)
  await make('twice')
  expect((await maya.ask('POST', collection, manifest('twice'))).code).toBe(409)
})

test('what is reserved on a key stays ours', async () => {
  const marks = {
    labels: { 'aerie.dev/user': 'admin', 'aerie.dev/cluster': 'true' },
    annotations: { 'aerie.dev/last-used': 'x' },
    finalizers: ['example.org/never'],
  }
  const made = await maya.ask('POST', collection, manifest('marked', {}, marks))
  expect(made.code).toBe(201)
  expect(made.body.metadata).not.toHaveProperty('labels')
  const changed = await maya.ask('PUT', `${collection}/marked`, manifest('marked', {}, marks))
  expect(changed.code).toBe(200)
  expect((await maya.ask('GET', collection)).body.items.map(nameOf)).toContain('marked')
  expect((await admin.ask('GET', collection)).body.items.map(nameOf)).not.toContain('marked')
  expect((await maya.ask('DELETE', `${collection}/marked`)).code).toBe(200)
  expect((await maya.ask('GET', `${collection}/marked`)).code).toBe(404)
})

const nameOf = (item: { metadata: { name: string } }) => item.metadata.name

test('get -w shows keys as they come and go', async () => {
  const watching = kubectl.follow(['get', 'ownedaccesskeys', '-w'])
  const shows = (pattern: RegExp) =>
    until(
      async () => pattern.test(watching.printed()),
      () => watching.printed(),
    )
  await shows(/Login/)
  await make('seen', { displayName: 'First' })
  await shows(/seen +First/)
  await maya.ask('PATCH', `${collection}/seen`, { spec: { displayName: 'Second' } }, mergeType)
  await shows(/seen +Second/)
  const other = await admin.ask('POST', collection, manifest('unseen'))
  expect(other.code).toBe(201)
  await maya.ask('DELETE', `${collection}/seen`)
  await make('last')
  await shows(/last +As sent/)
  expect(watching.printed()).not.toContain('unseen')
  expect(watching.printed().match(/^NAME/gm)).toHaveLength(1)
  await watching.stop()
})

const mergeType = { 'content-type': 'application/merge-patch+json' }

test('explain, api-resources and can-i know the kind', async () => {
  expect((await kubectl.run(['explain', 'ownedaccesskey'])).stdout).toMatch(/KIND: +OwnedAccessKey/)
  expect((await kubectl.run(['explain', 'ownedaccesskey.spec.scope.clusters'])).stdout).toContain(
    'Connected clusters that the key opens.',
  )
  expect((await kubectl.run(['api-resources', '-o', 'name'])).stdout).toContain(
    'ownedaccesskeys.management.loft.sh\n',
  )
  expect((await kubectl.run(['auth', 'can-i', 'delete', 'ownedaccesskey/laptop'])).stdout).toBe('yes\n')
})

test('a key is revoked, disabled and narrowed at once, and open streams end', async () => {
  for (const [name, take] of [
    ['to-delete', () => maya.ask('DELETE', `${collection}/to-delete`)],
    [
      'to-disable',
      () => maya.ask('PATCH', `${collection}/to-disable`, { spec: { disabled: true } }, mergeType),
    ],
    ['to-narrow', () => maya.ask('PATCH', `${collection}/to-narrow`, { spec: { scope: {} } }, mergeType)],
  ] as const) {
    const key = await make(name)
    const path = '/kubernetes/management/apis/management.loft.sh/v1/teams'
    const headers = { authorization: `Bearer ${key}` }
    const watch = await fetch(`${server.http}${path}?watch=1`, { headers })
    const from = Date.now()
    expect((await take()).code).toBe(200)
    expect(await watch.text()).toContain('"code":410')
    expect(Date.now() - from).toBeLessThan(5_000)
    expect(await codeWith(key)).toBe(name === 'to-narrow' ? 403 : 401)
  }
})

test('a scoped key does what it names, makes no keys and ends none', async () => {
  const key = await make('scoped', {
    scope: { roles: [{ role: 'loft-cli' }], clusters: [{ cluster: 'eu-west' }], rules: [{}] },
  })
  const root = `${server.http}/kubernetes/management`
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const ask = async (method: string, path: string, body?: object) =>
    (await fetch(root + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })).status
  expect(await ask('GET', collection)).toBe(200)
  expect(await ask('POST', collection, manifest('child'))).toBe(403)
  expect(await ask('PUT', `${collection}/scoped`, manifest('scoped'))).toBe(403)
  expect(await ask('DELETE', `${collection}/private`)).toBe(403)
  const self = await fetch(`${root}/apis/management.loft.sh/v1/selves`, { method: 'POST', headers })
  expect((await self.json()).status).toMatchObject({
    accessKey: 'scoped',
    accessKeyScope: { clusters: [{ cluster: 'eu-west' }] },
  })
})

test('the key of a kubeconfig for a cluster opens it alone, is listed, and can be revoked', async () => {
  const there = await kubectlAs(await onCluster(server, admin, 'eu-west'))
  expect((await there.run(['get', 'namespaces'])).code).toBe(0)
  const elsewhere = ['--server', `${server.https}/kubernetes/cluster/us-east`, 'get', 'namespaces']
  expect((await there.run(elsewhere)).stderr).toContain('(Forbidden)')
  const { items } = (await admin.ask('GET', collection)).body
  const listed = items.find(({ spec }: { spec: { displayName: string } }) =>
    spec.displayName.endsWith('the cluster eu-west'),
  )
  expect(listed.spec).toMatchObject({
    type: 'User',
    ttl: 24 * 3600,
    scope: { clusters: [{ cluster: 'eu-west' }] },
  })
  await administrator.run(['delete', 'ownedaccesskey', listed.metadata.name])
  expect((await there.run(['get', 'namespaces'])).stderr).toContain('You must be logged in')
  const all = ['--server', `${server.https}/kubernetes/cluster/us-east`, 'get', 'namespaces']
  expect((await administrator.run(all)).code).toBe(0)
})

test('the last use of a key is told', async () => {
  const key = await make('used')
  expect((await maya.ask('GET', `${collection}/used`)).body.status).toEqual({})
  expect(await codeWith(key)).toBe(200)
  await until(
    async () => {
      const { status } = (await maya.ask('GET', `${collection}/used`)).body
      return Date.now() - Date.parse(status.lastActivity ?? '') < 60_000
    },
    () => 'the use is not noted',
  )
})

test('a key whose scope refuses is told by the name that its owner gave it', async () => {
  const scope = { clusters: [{ cluster: 'staging' }] }
  const key = await make('narrow', { displayName: '', scope })
  const refused = await fetch(`${server.http}/kubernetes/management${collection}`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(await refused.text()).toContain('the access key \\"narrow\\" has a scope')
})
