import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/** Projects and spaces with real kubectl: what the gateway fills in, refuses and shows. */

let server: TestServer
let adminPerson: Person
let mayaPerson: Person
let admin: Kubectl
let maya: Kubectl

const template = `apiVersion: management.loft.sh/v1
kind: SpaceTemplate
metadata: {name: small}
spec:
  displayName: Small
  template:
    objects: |
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: hello}
      data: {size: {{ .Values.size | quote }}}
  parameters:
    - {variable: size, type: number, defaultValue: 3, options: [1, 3]}
`

const project = (name: string, more = '') => `apiVersion: management.loft.sh/v1
kind: Project
metadata: {name: ${name}}
spec:
  displayName: ${name}
  members:
    - {kind: User, group: storage.loft.sh, name: maya, clusterRole: loft-management-project-user}
    - {kind: User, group: storage.loft.sh, name: jonas, clusterRole: loft-management-project-admin}
  allowedClusters: [{name: eu-west}]
  allowedTemplates: [{kind: SpaceTemplate, group: storage.loft.sh, name: small}]
${more}`

const space = (project: string, name: string, spec = 'templateRef: {name: small}') => `---
apiVersion: management.loft.sh/v1
kind: SpaceInstance
metadata: {name: ${name}, namespace: loft-p-${project}}
spec:
  displayName: ${name}
  ${spec}
`

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  adminPerson = await signIn(server, 'admin')
  mayaPerson = await signIn(server, 'maya')
  admin = await kubectlAs(adminPerson)
  maya = await kubectlAs(mayaPerson)
  const made = await admin.run(['apply', '-f', '-'], {
    input: `${template}---\n${project('web', '  quotas: {project: {spaceinstances: 4}, user: {spaceinstances: 3}}\n')}`,
  })
  expect(made.stderr).toBe('')
  await until(
    async () => (await maya.run(['get', 'project', 'web'])).code === 0,
    () => 'maya does not see the project',
  )
})
afterAll(() => server.dispose())

test('numbers and words where texts are meant come back as texts', async () => {
  const read = await admin.run(['get', 'spacetemplate', 'small', '-o', 'jsonpath={.spec.parameters}'])
  expect(JSON.parse(read.stdout)).toEqual([
    { variable: 'size', type: 'number', defaultValue: '3', options: ['1', '3'] },
  ])
  const quotas = await admin.run(['get', 'project', 'web', '-o', 'jsonpath={.spec.quotas}'])
  expect(JSON.parse(quotas.stdout)).toEqual({
    project: { spaceinstances: '4' },
    user: { spaceinstances: '3' },
  })
})

test('whoever makes a space owns it, and reads what they may do with it', async () => {
  const made = await maya.run(['apply', '-f', '-'], { input: space('web', 'first') })
  expect(made.stdout + made.stderr).toBe('spaceinstance.management.loft.sh/first created\n')
  const read = await maya.run(['get', '-n', 'loft-p-web', 'spaceinstance', 'first', '-o', 'json'])
  expect(JSON.parse(read.stdout)).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { owner: { user: 'maya' }, templateRef: { name: 'small' } },
    status: { canUse: true, canUpdate: true, sleepModeConfig: { spec: {} } },
  })
  const again = await maya.run(['apply', '-f', '-'], { input: space('web', 'first') })
  expect(again.stdout).toBe('spaceinstance.management.loft.sh/first unchanged\n')
  expect(await maya.run(['diff', '-f', '-'], { input: space('web', 'first') })).toMatchObject({
    code: 0,
    stdout: '',
  })
  const replaced = await maya.run(['replace', '-f', '-'], { input: space('web', 'first') })
  expect(replaced.stderr).toBe('')
  const after = await maya.run(['get', '-n', 'loft-p-web', 'spaceinstance', 'first', '-o', 'json'])
  expect(JSON.parse(after.stdout)).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { owner: { user: 'maya' } },
  })
})

test('a server-side apply makes a space, and its owner follows', async () => {
  const apply = ['apply', '--server-side', '-f', '-']
  const made = await maya.run(apply, { input: space('web', 'second') })
  expect(made.stdout + made.stderr).toBe('spaceinstance.management.loft.sh/second serverside-applied\n')
  const read = await maya.run([
    'get',
    '-n',
    'loft-p-web',
    'spaceinstance',
    'second',
    '-o',
    'json',
    '--show-managed-fields',
  ])
  const { metadata, spec } = JSON.parse(read.stdout)
  expect(metadata.finalizers).toEqual(['aerie.dev/cleanup'])
  expect(spec.owner).toEqual({ user: 'maya' })
  const managers = metadata.managedFields.filter(
    ({ operation }: { operation: string }) => operation === 'Apply',
  )
  expect(managers.map(({ manager }: { manager: string }) => manager).toSorted()).toEqual(['aerie', 'kubectl'])
  expect((await maya.run(apply, { input: space('web', 'second') })).stderr).toBe('')
  const diff = await maya.run(['diff', '--server-side', '-f', '-'], { input: space('web', 'second') })
  expect(diff).toMatchObject({ code: 0, stdout: '' })
})

test('what is only tried leaves nothing and says what the quotas would say', async () => {
  const tried = await maya.run(['create', '--dry-run=server', '-o', 'json', '-f', '-'], {
    input: space('web', 'tried'),
  })
  expect(tried.stderr).toBe('')
  const { metadata, spec } = JSON.parse(tried.stdout)
  expect(spec.owner).toEqual({ user: 'maya' })
  expect(JSON.parse(metadata.annotations['aerie.dev/quota-after'])).toContainEqual({
    scope: 'per-user',
    who: 'maya',
    key: 'spaceinstances',
    limit: 3,
    used: 2,
    after: 3,
  })
  expect((await maya.run(['get', '-n', 'loft-p-web', 'spaceinstance', 'tried'])).code).toBe(1)
})

test('what exceeds a quota is refused with the numbers', async () => {
  await maya.run(['create', '-f', '-'], { input: space('web', 'third') })
  const refused = await maya.run(['create', '-f', '-'], { input: space('web', 'fourth') })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('metadata.name: Forbidden')
  expect(refused.stderr).toContain('the limit is 3, and user maya uses 3')
})

test.each([
  [
    'a template that is not allowed',
    'templateRef: {name: big}',
    'spec.templateRef.name: Unsupported value: "big"',
  ],
  [
    'a cluster that is not allowed',
    'templateRef: {name: small}\n  clusterRef: {cluster: us-east}',
    'spec.clusterRef.cluster: Unsupported value: "us-east"',
  ],
  ['no template', 'description: none', 'spec.templateRef.name: Required value: the project allows small'],
  ['a template of its own', 'template: {}', 'or a project that requires no template'],
  [
    'a parameter of another type',
    'templateRef: {name: small}\n  parameters: "size: 2"',
    'spec.parameters.size: Invalid value: size must be one of 1, 3',
  ],
  [
    'a version that is none',
    'templateRef: {name: small, version: newest}',
    'spec.templateRef.version: Invalid value: "newest"',
  ],
  [
    'a namespace that is not its own',
    'templateRef: {name: small}\n  clusterRef: {namespace: kube-system}',
    'cannot set spec.clusterRef.namespace: the server fills it in',
  ],
  [
    'an owner who is somebody else',
    'templateRef: {name: small}\n  owner: {user: jonas}',
    'cannot set spec.owner',
  ],
])('a space with %s is refused', async (_, spec, why) => {
  const refused = await maya.run(['create', '-f', '-'], { input: space('web', 'refused', spec) })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(why)
})

test('what was made by one kind of apply goes on with the other, and keeps what was filled in', async () => {
  const input = space('web', 'first')
  expect((await maya.run(['delete', '-n', 'loft-p-web', 'spaceinstance', 'first'])).stderr).toBe('')
  expect((await maya.run(['apply', '-f', '-'], { input })).stderr).toBe('')
  const managers = ['kubectl', 'kubectl', 'flux', 'flux']
  for (const manager of managers) {
    const apply = ['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`, '-f', '-']
    expect((await maya.run(apply, { input })).stderr).toBe('')
  }
  const plain = space('web', 'first', 'description: Moved')
  const without = await maya.run(['apply', '--server-side', '--field-manager=flux', '-f', '-'], {
    input: plain,
  })
  expect(without.stderr).toBe('')
  const { stdout } = await maya.run(['get', 'spaceinstance', 'first', '-n', 'loft-p-web', '-o', 'json'])
  expect(JSON.parse(stdout)).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { description: 'Moved', owner: { user: 'maya' }, templateRef: { name: 'small' } },
  })
})

test('a project and a space in it are made in one apply', async () => {
  for (const [name, args] of [
    ['one', ['apply']],
    ['other', ['apply', '--server-side']],
  ] as const) {
    const made = await admin.run([...args, '-f', '-'], {
      input: project(name) + space(name, 'inside'),
    })
    expect(made.stderr).toBe('')
    const read = await admin.run(['get', '-n', `loft-p-${name}`, 'spaceinstances', '-o', 'name'])
    expect(read.stdout).toBe('spaceinstance.management.loft.sh/inside\n')
    const owner = await admin.run(['get', 'project', name, '-o', 'jsonpath={.spec.owner.user}'])
    expect(owner.stdout).toBe('admin')
  }
})

test('an admin of a project changes it, but not what is for platform administrators to say', async () => {
  const jonas = await kubectlAs(await signIn(server, 'jonas'))
  const patch = (spec: object) =>
    jonas.run(['patch', 'project', 'web', '--type=merge', '-p', JSON.stringify({ spec })])
  expect((await patch({ displayName: 'The web' })).stderr).toBe('')
  const refused = await patch({ quotas: { project: { spaceinstances: 100 } } })
  expect(refused.stderr).toContain('cannot set spec.quotas.project: it is for platform admins')
  const json = await jonas.run([
    'patch',
    'project',
    'web',
    '--type=json',
    '-p',
    '[{"op":"add","path":"/spec/allowedClusters/-","value":{"name":"*"}}]',
  ])
  expect(json.stderr).toContain('cannot set spec.allowedClusters')
  const fine = await jonas.run([
    'patch',
    'project',
    'web',
    '--type=json',
    '-p',
    '[{"op":"replace","path":"/spec/displayName","value":"Web"}]',
  ])
  expect(fine.stderr).toBe('')
})

test('a template that cannot be filled in is refused with the line', async () => {
  const refused = await admin.run(['apply', '-f', '-'], {
    input: template.replace('| quote', '| shout').replace('small', 'loud'),
  })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('spec.template.objects: Invalid value: line 4:')
})

test('a kubeconfig is for one space alone, and its key is listed', async () => {
  const path = '/apis/management.loft.sh/v1/namespaces/loft-p-web/spaceinstances/first/kubeconfig'
  const made = await mayaPerson.ask('POST', path, { spec: { certificateTTL: 600 } })
  expect(made.code).toBe(201)
  const config = parse(made.body.status.kubeConfig)
  expect(config.users[0].name).toBe('vcluster')
  expect(config.clusters[0].cluster.server).toBe(`${server.https}/kubernetes/project/web/space/first`)
  const key: string = config.users[0].user.token
  const with_ = { headers: { authorization: `Bearer ${key}` } }
  const elsewhere = await fetch(
    `${server.http}/kubernetes/management/apis/management.loft.sh/v1/projects`,
    with_,
  )
  expect(elsewhere.status).toBe(403)
  const users = '/apis/management.loft.sh/v1/users'
  const listed = await mayaPerson.ask('GET', `${users}/maya/accesskeys`)
  expect(listed.body).toMatchObject({ kind: 'UserAccessKeys' })
  expect(listed.body.accessKeys).toContainEqual(
    expect.objectContaining({
      spec: expect.objectContaining({
        displayName: 'Kubeconfig for the space first in web',
        ttl: 600,
        scope: { spaces: [{ project: 'web', space: 'first' }] },
      }),
    }),
  )
  expect(JSON.stringify(listed.body)).not.toContain(key)
  expect((await mayaPerson.ask('GET', `${users}/jonas/accesskeys`)).code).toBe(403)
  expect((await adminPerson.ask('GET', `${users}/maya/accesskeys`)).body.accessKeys).not.toEqual([])
  const refused = await mayaPerson.ask('POST', path, { spec: { clientCert: true } })
  expect(refused.body).toMatchObject({ code: 422, details: { causes: [{ field: 'spec.clientCert' }] } })
  const own = await fetch(`${server.http}/auth/kubeconfig`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mayaPerson.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ project: 'web', space: 'first' }),
  })
  expect(own.status).toBe(201)
})

test('what belongs to a project is told to its members alone', async () => {
  const projects = '/apis/management.loft.sh/v1/projects'
  const members = await mayaPerson.ask('GET', `${projects}/web/members`)
  const names = members.body.users.map(({ info }: { info: { name: string } }) => info.name)
  expect(names).toEqual(['admin', 'jonas', 'maya'])
  const templates = await mayaPerson.ask('GET', `${projects}/web/templates`)
  expect(templates.body).toMatchObject({
    virtualClusterTemplates: [],
    spaceTemplates: [{ kind: 'SpaceTemplate', metadata: { name: 'small' }, spec: { displayName: 'Small' } }],
  })
  expect((await mayaPerson.ask('GET', `${projects}/web/clusters`)).body.clusters).toBeInstanceOf(Array)
  const tomas = await signIn(server, 'tomas')
  for (const part of ['members', 'templates', 'clusters'])
    expect((await tomas.ask('GET', `${projects}/web/${part}`)).code).toBe(404)
  const permissions = await mayaPerson.ask('GET', '/apis/management.loft.sh/v1/users/maya/permissions')
  expect(permissions.body.projectMemberships).toContainEqual({
    name: 'web',
    displayName: 'Web',
    role: { name: 'loft-management-project-user', isAdmin: false },
    assignedVia: { name: 'maya', kind: 'User' },
  })
})

test('the kubeconfig of a space that is ready leads into its namespace', async () => {
  const path = '/apis/management.loft.sh/v1/namespaces/loft-p-web/spaceinstances/first'
  await until(
    async () => (await mayaPerson.ask('GET', path)).body.status.phase === 'Ready',
    () => 'the space is not ready',
  )
  const made = await mayaPerson.ask('POST', `${path}/kubeconfig`, {})
  const kubeconfig = join(await mkdtemp(join(tmpdir(), 'aerie-space-')), 'config')
  await writeFile(kubeconfig, made.body.status.kubeConfig, { mode: 0o600 })
  const inside = await kubectlAs({ kubeconfig })
  const read = await inside.run(['get', 'configmap', 'hello', '-o', 'jsonpath={.data.size}'])
  expect(read.stdout + read.stderr).toBe('3')
})

test('the log of a virtual cluster is told to whoever may use it', async () => {
  const instances = '/apis/management.loft.sh/v1/namespaces/loft-p-web/virtualclusterinstances'
  const body = { metadata: { name: 'dev' }, spec: { owner: { user: 'maya' }, template: {} } }
  const made = await adminPerson.ask('POST', instances, {
    apiVersion: 'management.loft.sh/v1',
    kind: 'VirtualClusterInstance',
    ...body,
  })
  expect(made.code).toBe(201)
  let phase = ''
  await until(
    async () => {
      const { status } = (await mayaPerson.ask('GET', `${instances}/dev`)).body
      phase = `${status?.phase} ${status?.reason} ${status?.message}`
      return status?.phase === 'Ready'
    },
    () => `the virtual cluster is not ready: ${phase}`,
  )
  const log = await mayaPerson.ask('GET', `${instances}/dev/log?tailLines=5`)
  expect(log.code).toBe(200)
  expect(log.body).not.toBe('')
})

test('people change what they say of themselves, and their password by the present one', async () => {
  const path = '/apis/management.loft.sh/v1/users/jonas/profile'
  const jonas = await signIn(server, 'jonas')
  const other = await signIn(server, 'jonas')
  expect((await jonas.ask('POST', path, { displayName: 'Jonas B.' })).body).toMatchObject({
    kind: 'UserProfile',
    username: 'jonas',
    displayName: 'Jonas B.',
  })
  const password = 'a-new-and-longer-one'
  const wrong = await jonas.ask('POST', path, { password, currentPassword: 'guessed' })
  expect(wrong.body).toMatchObject({ code: 422, details: { causes: [{ field: 'currentPassword' }] } })
  expect((await mayaPerson.ask('GET', path)).code).toBe(403)
  const changed = await jonas.ask('POST', path, { password, currentPassword: server.password })
  expect(changed.code).toBe(201)
  expect(JSON.stringify(changed.body)).not.toContain(password)
  expect((await jonas.ask('GET', path)).code).toBe(200)
  await until(
    async () => (await other.ask('GET', path)).code === 401,
    () => 'the other session goes on',
  )
  await expect(signIn(server, 'jonas')).rejects.toThrow('401')
})

test('a platform admin gives somebody a password who forgot theirs, and ends their sessions', async () => {
  const path = '/apis/management.loft.sh/v1/users/jonas/profile'
  const password = server.password
  expect((await mayaPerson.ask('POST', path, { password })).code).toBe(403)
  const admin = adminPerson
  expect((await admin.ask('POST', path, { password: 'short' })).code).toBe(422)
  const given = await admin.ask('POST', path, { password })
  expect(given.code).toBe(201)
  expect(JSON.stringify(given.body)).not.toContain(password)
  expect((await (await signIn(server, 'jonas')).ask('GET', path)).code).toBe(200)
  // Their own is changed by the present one, also by platform admins.
  const own = '/apis/management.loft.sh/v1/users/admin/profile'
  expect((await admin.ask('POST', own, { password: 'another-longer-one' })).code).toBe(422)
})
