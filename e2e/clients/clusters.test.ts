import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { onCluster, type Person, signIn } from '#e2e/support/people.ts'
import { within } from '#e2e/support/raw.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { openWatch } from '#e2e/support/upgrades.ts'

/** Real kubectl on connected clusters, where Kubernetes' own RBAC decides on whom the gateway says is asking. */

interface Client {
  person: Person
  kubectl: Kubectl
}

let server: TestServer
let management: Person
let admin: Client
let maya: Client

async function client(name: string, cluster = 'eu-west'): Promise<Client> {
  const person = await onCluster(server, await signIn(server, name), cluster)
  return { person, kubectl: await kubectlAs(person) }
}

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  management = await signIn(server, 'admin')
  admin = await client('admin')
  maya = await client('maya')
  // A cluster learns of a new binding a moment after it is stored.
  await until(
    async () => (await admin.person.ask('GET', '/api/v1/secrets')).code === 200,
    () => 'the administrator may not read secrets of the cluster',
  )
})
afterAll(() => server.dispose())

const roleBinding = (namespace: string, role: string, subject: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'given', namespace },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', ...subject }],
})

/** A namespace in which somebody has a role, as soon as they have it. */
async function home(name: string, role: string, subject: object, whose = maya): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  for (const object of [namespace, roleBinding(name, role, subject)]) {
    const made = await admin.kubectl.run(['create', '-f', '-'], { input: JSON.stringify(object) })
    expect(made.stderr).toBe('')
  }
  await until(
    async () => (await whose.person.ask('GET', `/api/v1/namespaces/${name}/configmaps`)).code === 200,
    () => `${role} in ${name} does not take effect`,
  )
}

const toMaya = { kind: 'User', name: 'loft:user:maya' }

const configMap = (namespace: string, name: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
})

test('three clusters are connected, and a kubeconfig is named after its own', async () => {
  for (const name of ['eu-west', 'us-east', 'staging']) {
    const { person, kubectl } = await client('maya', name)
    const text = await readFile(person.kubeconfig, 'utf8')
    expect(text).toContain(`server: ${server.https}/kubernetes/cluster/${name}\n`)
    expect(text).toContain(`current-context: ${name}\n`)
    expect((await kubectl.run(['get', '--raw', '/healthz'])).stdout).toBe('ok')
  }
})

test('a cluster that is not there is not found, neither to ask nor to connect to', async () => {
  await expect(onCluster(server, management, 'nowhere')).rejects.toThrow(
    /404.*clusters\.management\.loft\.sh \\"nowhere\\" not found/,
  )
  await expect(onCluster(server, management, 'management')).rejects.toThrow('404')
  const answer = await fetch(`${server.http}/kubernetes/cluster/nowhere/api`, {
    headers: { authorization: `Bearer ${management.key}` },
  })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({
    kind: 'Status',
    reason: 'NotFound',
    details: { name: 'nowhere' },
  })
})

test('kubectl finds its way: version, discovery, explain', async () => {
  expect((await maya.kubectl.run(['version'])).stdout).toMatch(/Server Version: v1\.\d+/)
  expect((await maya.kubectl.run(['api-resources'])).stdout).toMatch(/configmaps +cm +v1 +true +ConfigMap/)
  expect((await maya.kubectl.run(['explain', 'configmap'])).stdout).toMatch(/KIND: +ConfigMap/)
})

test('a platform administrator may everything', async () => {
  expect((await admin.kubectl.run(['get', 'namespaces', '-o', 'name'])).stdout).toContain('namespace/default')
  expect((await admin.person.ask('GET', '/api/v1/secrets')).code).toBe(200)
  expect((await admin.kubectl.run(['get', 'namespace', 'aerie-system'])).stderr).toContain('NotFound')
})

test('a developer may what was given to them, there and nowhere else', async () => {
  await home('shop', 'edit', toMaya)
  const made = await maya.kubectl.run(['apply', '-f', '-'], {
    input: JSON.stringify(configMap('shop', 'prices', { tea: '3' })),
  })
  expect(made).toMatchObject({ stdout: 'configmap/prices created\n', code: 0 })
  expect((await maya.kubectl.run(['get', 'configmaps', '-n', 'shop'])).stdout).toMatch(
    /NAME +DATA +AGE\n(.*\n)?prices +1/,
  )
  const elsewhere = await maya.kubectl.run(['get', 'configmaps', '-n', 'default'])
  expect(elsewhere.code).toBe(1)
  expect(elsewhere.stderr).toContain(
    'configmaps is forbidden: User "loft:user:maya" cannot list resource "configmaps" in API group "" in the namespace "default"',
  )
  expect((await maya.kubectl.run(['get', 'namespaces'])).stderr).toContain('forbidden')
  expect((await maya.kubectl.run(['get', 'rolebindings', '-n', 'shop'])).stderr).toContain('forbidden')
})

test('an access review is answered as the cluster decides', async () => {
  await home('asked', 'view', toMaya)
  const allowed = async ({ kubectl }: Client, verb: string, namespace: string) => {
    const { stdout } = await kubectl.run(['auth', 'can-i', verb, 'configmaps', '-n', namespace])
    return stdout === 'yes\n'
  }
  expect(await allowed(maya, 'list', 'asked')).toBe(true)
  expect(await allowed(maya, 'create', 'asked')).toBe(false)
  expect(await allowed(maya, 'list', 'kube-system')).toBe(false)
  expect(await allowed(admin, 'create', 'kube-system')).toBe(true)
})

test('two clusters are apart', async () => {
  await home('twin', 'edit', toMaya)
  const other = await client('maya', 'us-east')
  expect((await maya.person.ask('GET', '/api/v1/namespaces/twin/configmaps')).code).toBe(200)
  expect((await other.person.ask('GET', '/api/v1/namespaces/twin/configmaps')).code).toBe(403)
  const there = await client('admin', 'us-east')
  expect((await there.kubectl.run(['get', 'namespace', 'twin'])).stderr).toContain('NotFound')
})

test('a stream into a container needs create, whatever the method that opens it', async () => {
  await home('streams', 'view', toMaya)
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'gets-streams' },
    rules: [{ apiGroups: [''], resources: ['pods/exec', 'pods/attach', 'pods/portforward'], verbs: ['get'] }],
  }
  await admin.person.ask('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', role)
  const binding = { ...roleBinding('streams', 'gets-streams', toMaya), metadata: { name: 'streams' } }
  await admin.person.ask(
    'POST',
    '/apis/rbac.authorization.k8s.io/v1/namespaces/streams/rolebindings',
    binding,
  )
  for (const subresource of ['exec', 'attach', 'portforward']) {
    const url = `${server.http.replace('http', 'ws')}/kubernetes/cluster/eu-west/api/v1/namespaces/streams/pods/x/${subresource}`
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${maya.person.key}` } })
    const code = new Promise((resolve) => {
      socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode))
      socket.once('open', () => resolve('opened'))
      socket.on('error', () => {})
    })
    expect(await code, subresource).toBe(403)
    socket.terminate()
  }
})

describe('a watch', () => {
  const path = '/api/v1/namespaces/watched/configmaps'
  beforeAll(() => home('watched', 'view', { kind: 'Group', name: 'loft:team:checkout' }))

  test('shows what happens, to kubectl and over a WebSocket', async () => {
    const following = maya.kubectl.follow(['get', 'configmaps', '-n', 'watched', '-w'])
    const root = `${server.http.replace('http', 'ws')}/kubernetes/cluster/eu-west`
    const selected = 'fieldSelector=metadata.name%21%3Dkube-root-ca.crt'
    const watching = await openWatch(`${root}${path}?watch=1&accept=table&${selected}`, maya.person.key)
    await admin.person.ask('POST', path, configMap('watched', 'news', { a: 'b' }))
    const { type, object } = JSON.parse(await watching.next()) as { type: string; object: { rows: unknown } }
    expect({ type, object }).toMatchObject({
      type: 'ADDED',
      object: { kind: 'Table', rows: [{ cells: ['news', 1, expect.any(String)] }] },
    })
    await until(
      async () => /news +1 /.test(following.printed()),
      () => `kubectl printed ${following.printed()}`,
    )
    watching.socket.terminate()
    await following.stop()
  })

  /** Each takes from somebody in checkout what they may see, and gives it back. */
  test.each([
    ['is disabled', 'tomas', '/users/tomas', { spec: { disabled: true } }, { spec: { disabled: false } }],
    [
      'leaves the team',
      'aiko',
      '/teams/checkout',
      { spec: { users: ['jonas', 'maya', 'tomas'] } },
      { spec: { users: ['jonas', 'maya', 'tomas', 'aiko'] } },
    ],
  ])('ends within 5 s with 410 when its reader %s', async (_, name, object, taken, given) => {
    const kind = '/apis/management.loft.sh/v1'
    const merge = { 'content-type': 'application/merge-patch+json' }
    const { person } = await client(name)
    const root = `${server.http}/kubernetes/cluster/eu-west`
    const watch = await fetch(`${root}${path}?watch=1`, {
      headers: { authorization: `Bearer ${person.key}` },
    })
    expect(watch.status).toBe(200)
    const ended = watch.text()
    await management.ask('PATCH', kind + object, taken, merge)
    const last = (await within(ended, 'the end of the watch')).trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } })
    expect([401, 403]).toContain((await person.ask('GET', path)).code)
    await management.ask('PATCH', kind + object, given, merge)
  })
})

test('after a restart the clusters are reached again, with what they had', async () => {
  await admin.person.ask('POST', '/api/v1/namespaces/default/configmaps', configMap('default', 'kept'))
  await server.stop()
  await server.start()
  await until(
    async () => (await admin.person.ask('GET', '/api/v1/namespaces/default/configmaps/kept')).code === 200,
    () => 'the object is not there after a restart',
  )
})
