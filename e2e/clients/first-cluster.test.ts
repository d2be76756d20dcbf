import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kubectl } from '#e2e/support/kubectl.ts'
import { onCluster } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import {
  allowed,
  apply,
  create,
  insideOf,
  member,
  projectOf,
  spaceOf,
  templateOf,
  tenant,
  virtualClusterOf,
  type Tenant,
} from '#e2e/support/tenancy.ts'
import { kubectlAs } from '#e2e/support/kubectl.ts'

/** Journey 1 with kubectl alone: a virtual cluster of one's own from a template, and the first commands in it. */

let server: TestServer
let admin: Tenant
let maya: Tenant
let jonas: Tenant
let tomas: Tenant
let lena: Tenant

const project = projectOf('shop', {
  displayName: 'Shop',
  owner: { team: 'platform' },
  members: [member('Team', 'checkout', 'user'), member('User', 'jonas', 'admin')],
  allowedClusters: [{ name: 'eu-west' }, { name: 'us-east' }],
  allowedTemplates: [allowed('VirtualClusterTemplate', 'small'), allowed('SpaceTemplate', 'plain')],
  quotas: {
    project: { virtualclusterinstances: '4', spaceinstances: '3' },
    user: { virtualclusterinstances: '2' },
  },
})

const small = templateOf('VirtualClusterTemplate', 'small', {
  displayName: 'Small',
  parameters: [
    { variable: 'pods', label: 'Most pods', type: 'number', min: 1, max: 50, defaultValue: '20' },
    { variable: 'purpose', label: 'Purpose', type: 'string', required: true },
  ],
  template: {
    metadata: { labels: { size: 'small' } },
    helmRelease: { chart: { name: 'vcluster', version: '0.30.0' }, values: 'sync: {}\n' },
    spaceTemplate: {
      objects: [
        'apiVersion: v1',
        'kind: ResourceQuota',
        'metadata:',
        '  name: most',
        'spec:',
        '  hard:',
        '    count/pods: "{{ .Values.pods }}"',
      ].join('\n'),
    },
    objects: [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  name: welcome',
      '  namespace: default',
      'data:',
      '  purpose: {{ .Values.purpose | quote }}',
      '  who: {{ .Values.loft.user.name | quote }}',
    ].join('\n'),
  },
})

const plain = templateOf('SpaceTemplate', 'plain', {
  displayName: 'Plain',
  template: { metadata: { labels: { kind: 'plain' } } },
})

const dev = virtualClusterOf('shop', 'dev', {
  templateRef: { name: 'small' },
  parameters: 'purpose: trying\n',
})

const namespace = ['-n', 'loft-p-shop']

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  ;[admin, maya, jonas, tomas, lena] = (await Promise.all(
    ['admin', 'maya', 'jonas', 'tomas', 'lena'].map((name) => tenant(server, name)),
  )) as [Tenant, Tenant, Tenant, Tenant, Tenant]
  expect((await apply(admin, small, plain, project)).stderr).toBe('')
}, 120_000)
afterAll(() => server.dispose())

async function ready(kind: string, name: string, who = maya): Promise<void> {
  const waited = await who.kubectl.run([
    'wait',
    `${kind}/${name}`,
    '--for=condition=Ready',
    '--timeout=60s',
    ...namespace,
  ])
  expect(waited.stderr).toBe('')
}

/** What `kubectl get` prints of one field. */
async function field(
  { kubectl }: Pick<Tenant, 'kubectl'>,
  what: string,
  path: string,
  ...args: readonly string[]
) {
  const got = await kubectl.run(['get', ...what.split(' '), '-o', `jsonpath={${path}}`, ...args])
  expect(got.stderr).toBe('')
  return got.stdout
}

describe('a virtual cluster of one’s own', () => {
  let inside: Kubectl

  test('is made by a member, gets an owner and a place, and becomes ready', async () => {
    expect((await create(maya, dev)).stderr).toBe('')
    await ready('virtualclusterinstance', 'dev')
    const spec = JSON.parse(await field(maya, 'virtualclusterinstance dev', '.spec', ...namespace))
    expect(spec.owner).toEqual({ user: 'maya' })
    expect(spec.clusterRef).toMatchObject({ namespace: 'shop-v-dev', virtualCluster: 'dev' })
    expect(['eu-west', 'us-east']).toContain(spec.clusterRef.cluster)
    const status = JSON.parse(await field(maya, 'virtualclusterinstance dev', '.status', ...namespace))
    expect(status).toMatchObject({ phase: 'Ready', canUse: true, canUpdate: true, online: true })
    for (const type of [
      'Scheduled',
      'TemplateResolved',
      'VirtualClusterDeployed',
      'VirtualClusterReady',
      'VirtualClusterOnline',
    ])
      expect(status.conditions).toContainEqual(
        expect.objectContaining({ type, status: 'True', lastTransitionTime: expect.any(String) }),
      )
  })

  test('answers kubectl: the template’s objects, a deployment, logs, exec', async () => {
    inside = await insideOf(maya, 'shop', 'dev')
    expect(await field({ kubectl: inside }, 'configmap welcome', '.data')).toBe(
      '{"purpose":"trying","who":"maya"}',
    )
    expect((await inside.run(['create', 'deployment', 'web', '--image=nginx'])).stderr).toBe('')
    const rolled = await inside.run(['rollout', 'status', 'deployment/web', '--timeout=60s'])
    expect(rolled.stdout).toContain('successfully rolled out')
    expect((await inside.run(['logs', 'deployment/web'])).stdout).toContain('start worker processes')
    expect((await inside.run(['exec', 'deployment/web', '--', 'echo', 'hello'])).stdout).toBe('hello\n')
    expect((await inside.run(['auth', 'whoami'])).stdout).toContain('loft:user:maya')
  })

  test('has its pod in the host namespace too, under another name, where it counts', async () => {
    const cluster = await field(maya, 'virtualclusterinstance dev', '.spec.clusterRef.cluster', ...namespace)
    const host = await kubectlAs(await onCluster(server, maya.person, cluster))
    const pods = await host.run(['get', 'pods', '-n', 'shop-v-dev', '-o', 'name'])
    expect(pods.stderr).toBe('')
    expect(pods.stdout).toMatch(/pod\/dev-0\n/)
    expect(pods.stdout).toMatch(/pod\/web-[a-z0-9]+-[a-z0-9]+-x-default-x-dev\n/)
    const used = await field({ kubectl: host }, 'resourcequota most', '.status.used', '-n', 'shop-v-dev')
    expect(used).toBe('{"count/pods":"2"}')
    expect((await host.run(['get', 'secrets', '-n', 'shop-v-dev'])).stderr).toContain('Forbidden')
  })

  test('is not there for a colleague without a share, nor for a stranger', async () => {
    for (const who of [tomas, lena]) {
      expect(
        (await who.kubectl.run(['get', 'virtualclusterinstance', 'dev', ...namespace])).stderr,
      ).toContain('NotFound')
      const url = `${server.http}/kubernetes/project/shop/virtualcluster/dev/api/v1/pods`
      const asked = await fetch(url, { headers: { authorization: `Bearer ${who.person.key}` } })
      expect(asked.status).toBe(404)
    }
    expect((await tomas.kubectl.run(['get', 'projects', '-o', 'name'])).stdout).toContain(
      'project.management.loft.sh/shop',
    )
    expect((await lena.kubectl.run(['get', 'projects', '-o', 'name'])).stdout).not.toContain('shop')
    expect((await lena.kubectl.run(['get', 'virtualclusterinstances', ...namespace])).stderr).toContain(
      'No resources found',
    )
  })

  test('is told apart from one that is not there', async () => {
    const missing = await maya.kubectl.run(['get', 'virtualclusterinstance', 'nope', ...namespace])
    expect(missing.stderr).toContain('virtualclusterinstances.management.loft.sh "nope" not found')
    const hidden = await lena.kubectl.run(['get', 'virtualclusterinstance', 'nope', ...namespace])
    expect(hidden.stderr).toContain('namespaces "loft-p-shop" not found')
  })

  test('opens to the administrator of the project', async () => {
    const theirs = await insideOf(jonas, 'shop', 'dev')
    expect((await theirs.run(['get', 'deployments', '-o', 'name'])).stdout).toBe('deployment.apps/web\n')
  })

  test('opens to whom it is shared with, and closes again', async () => {
    const share = { spec: { extraAccessRules: [{ users: ['tomas'], clusterRole: 'view' }] } }
    const patch = (body: object) =>
      maya.kubectl.run([
        'patch',
        'virtualclusterinstance',
        'dev',
        '--type=merge',
        '-p',
        JSON.stringify(body),
        ...namespace,
      ])
    expect((await patch(share)).stderr).toBe('')
    let theirs: Kubectl | undefined
    await until(
      async () => {
        theirs ??= await insideOf(tomas, 'shop', 'dev').catch(() => undefined)
        return (await theirs?.run(['get', 'deployments', '-o', 'name']))?.stdout === 'deployment.apps/web\n'
      },
      () => 'the share does not take effect',
    )
    expect((await theirs?.run(['delete', 'deployment', 'web']))?.stderr).toContain('Forbidden')
    expect((await patch({ spec: { extraAccessRules: null } })).stderr).toBe('')
    await until(
      async () => (await theirs?.run(['get', 'deployments']))?.code !== 0,
      () => 'what was shared stays open',
    )
  })

  test('has namespaces and kinds of its own', async () => {
    expect(
      (
        await create(
          maya,
          virtualClusterOf('shop', 'other', { templateRef: { name: 'small' }, parameters: 'purpose: b' }),
        )
      ).stderr,
    ).toBe('')
    await ready('virtualclusterinstance', 'other')
    const other = await insideOf(maya, 'shop', 'other')
    for (const kubectl of [inside, other]) {
      expect((await kubectl.run(['create', 'namespace', 'team'])).stderr).toBe('')
      expect((await kubectl.run(['run', 'same', '--image=nginx', '-n', 'team'])).stderr).toBe('')
      const waited = await kubectl.run([
        'wait',
        'pod/same',
        '--for=condition=Ready',
        '--timeout=60s',
        '-n',
        'team',
      ])
      expect(waited.stderr).toBe('')
    }
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget' }
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
    const widgets = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.shop.example' },
      spec: {
        group: 'shop.example',
        scope: 'Namespaced',
        names,
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    }
    expect((await create({ kubectl: inside }, widgets)).stderr).toBe('')
    expect(
      (await inside.run(['wait', 'crd/widgets.shop.example', '--for=condition=Established', '--timeout=30s']))
        .stderr,
    ).toBe('')
    expect((await inside.run(['get', 'widgets'])).stderr).toContain('No resources found')
    expect((await other.run(['get', 'widgets'])).stderr).toContain(`doesn't have a resource type`)
    const host = await kubectlAs(await onCluster(server, admin.person, 'eu-west'))
    expect((await host.run(['get', 'widgets', '-A'])).stderr).toContain(`doesn't have a resource type`)
  })

  test('is one too many when the quota is used up, and the refusal says why', async () => {
    const third = virtualClusterOf('shop', 'third', {
      templateRef: { name: 'small' },
      parameters: 'purpose: c',
    })
    const refused = await create(maya, third)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/virtualclusterinstances/)
    expect(refused.stderr).toMatch(/limit(ed)?.*2|2.*limit/i)
    expect(refused.stderr).toContain('maya')
    const tried = await jonas.kubectl.run(['create', '--dry-run=server', '-o', 'json', '-f', '-'], {
      input: JSON.stringify(third),
    })
    expect(tried.stderr).toBe('')
    expect(JSON.parse(tried.stdout).metadata.annotations['aerie.dev/quota-after']).toContain(
      'virtualclusterinstances',
    )
  })

  test('goes away with everything', async () => {
    const cluster = await field(
      maya,
      'virtualclusterinstance other',
      '.spec.clusterRef.cluster',
      ...namespace,
    )
    const gone = await maya.kubectl.run([
      'delete',
      'virtualclusterinstance',
      'other',
      '--timeout=60s',
      ...namespace,
    ])
    expect(gone.stderr).toBe('')
    const host = await kubectlAs(await onCluster(server, admin.person, cluster))
    expect((await host.run(['get', 'namespace', 'shop-v-other'])).stderr).toContain('NotFound')
    const left = await host.run(['get', 'pv', '-o', 'jsonpath={.items[*].spec.claimRef.namespace}'])
    expect(left.stdout).not.toContain('shop-v-other')
    await until(
      async () =>
        (await field(admin, 'project shop', '.status.quotas.project.used.virtualclusterinstances')) === '1',
      () => 'the quota is not given back',
    )
  })
})

test('what somebody may on the management API is told to kubectl', async () => {
  /** 'yes' or 'no', without the reason that follows a no. */
  const can = async ({ kubectl }: Tenant, ...args: readonly string[]) =>
    (await kubectl.run(['auth', 'can-i', ...args])).stdout.split(' ')[0]?.trim()
  expect(await can(maya, 'create', 'virtualclusterinstances', ...namespace)).toBe('yes')
  expect(await can(maya, 'delete', 'virtualclusterinstances/dev', ...namespace)).toBe('yes')
  expect(await can(maya, 'update', 'projects/shop')).toBe('no')
  expect(await can(jonas, 'update', 'projects/shop')).toBe('yes')
  expect(await can(lena, 'create', 'spaceinstances', ...namespace)).toBe('no')
  expect(await can(admin, 'create', 'projects')).toBe('yes')
})

test('kubectl explains, diffs and applies on the server', async () => {
  expect((await maya.kubectl.run(['explain', 'virtualclusterinstance.spec.templateRef'])).stdout).toContain(
    'syncOnce',
  )
  const space = spaceOf('shop', 'notes', { templateRef: { name: 'plain' }, description: 'one' })
  const ssa = (object: object, ...more: readonly string[]) =>
    maya.kubectl.run(['apply', '--server-side', '-f', '-', ...more], { input: JSON.stringify(object) })
  expect((await ssa(space)).stdout).toContain('serverside-applied')
  await ready('spaceinstance', 'notes')
  expect(await field(maya, 'spaceinstance notes', '.spec.owner.user', ...namespace)).toBe('maya')
  const changed = spaceOf('shop', 'notes', { templateRef: { name: 'plain' }, description: 'two' })
  const diff = await maya.kubectl.run(['diff', '--server-side', '-f', '-'], {
    input: JSON.stringify(changed),
  })
  expect(diff.code).toBe(1)
  expect(diff.stdout).toMatch(/-\s+description: one\n\+\s+description: two/)
  const conflict = await jonas.kubectl.run(['apply', '--server-side', '--field-manager=other', '-f', '-'], {
    input: JSON.stringify(changed),
  })
  expect(conflict.stderr).toContain('conflict')
})

test('a project and a space in it come in one apply', async () => {
  const made = await apply(
    admin,
    projectOf('both', {
      members: [member('User', 'maya', 'user')],
      allowedClusters: [{ name: '*' }],
      allowedTemplates: [allowed('SpaceTemplate', '*')],
    }),
    spaceOf('both', 'first', { templateRef: { name: 'plain' }, owner: { user: 'maya' } }),
  )
  expect(made.stderr).toBe('')
  const waited = await maya.kubectl.run([
    'wait',
    'spaceinstance/first',
    '-n',
    'loft-p-both',
    '--for=condition=Ready',
    '--timeout=60s',
  ])
  expect(waited.stderr).toBe('')
  expect((await admin.kubectl.run(['delete', 'project', 'both', '--timeout=60s'])).stderr).toBe('')
  expect((await admin.kubectl.run(['get', 'spaceinstances', '-A', '-o', 'name'])).stdout).not.toContain(
    '/first',
  )
})

test('a member who is removed loses what is open within five seconds', async () => {
  const inside = await insideOf(maya, 'shop', 'dev')
  const open = [
    inside.follow(['get', 'pods', '-w']),
    inside.follow(['logs', '-f', 'deployment/web']),
    inside.follow(['exec', 'deployment/web', '--', 'sleep', '100']),
  ]
  const openStreams = async () => {
    const metrics = await (await fetch(`${server.http}/metrics`)).text()
    return Number(/^aerie_open_streams (\d+)$/m.exec(metrics)?.[1])
  }
  await until(
    // What sleeps says nothing.
    async () => open.slice(0, 2).every((each) => each.printed() !== '') && (await openStreams()) === 3,
    () => `not all streams are open: ${JSON.stringify(open.map((each) => each.printed()))}`,
  )
  const without = { spec: { users: ['jonas', 'tomas', 'aiko'] } }
  const removed = Date.now()
  expect(
    (await admin.kubectl.run(['patch', 'team', 'checkout', '--type=merge', '-p', JSON.stringify(without)]))
      .stderr,
  ).toBe('')
  await Promise.all(open.map((each) => each.ended))
  expect(Date.now() - removed).toBeLessThan(5_000)
  expect((await inside.run(['get', 'pods'])).code).toBe(1)
  expect((await maya.kubectl.run(['get', 'virtualclusterinstances', '-A'])).stderr).toContain(
    'No resources found',
  )
})
