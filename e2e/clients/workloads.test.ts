import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubectlAs, type Finished, type Kubectl } from '#e2e/support/kubectl.ts'
import { onCluster, signIn } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/**
 * Real kubectl on the workloads of a connected cluster, as two people: the administrator, and a developer who
 * may edit one namespace.
 */

let server: TestServer
let admin: Kubectl
let maya: Kubectl
let folder: string

async function person(name: string): Promise<Kubectl> {
  return await kubectlAs(await onCluster(server, await signIn(server, name), 'eu-west'))
}

/** Runs a command that must succeed without a word on standard error, and gives what it printed. */
async function printed(kubectl: Kubectl, args: readonly string[], input?: string): Promise<string> {
  const finished = await kubectl.run(args, input === undefined ? {} : { input })
  expect(finished, args.join(' ')).toMatchObject({ code: 0, stderr: '' })
  return finished.stdout
}

const web = (args: readonly string[]): string[] => ['-n', 'web', ...args]

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  folder = await mkdtemp(join(tmpdir(), 'aerie-workloads-'))
  admin = await person('admin')
  maya = await person('maya')
  await until(
    async () => (await admin.run(['create', 'namespace', 'web'])).code === 0,
    () => 'the administrator cannot make a namespace',
  )
  await printed(
    admin,
    web(['create', 'rolebinding', 'developers', '--clusterrole=edit', '--user=loft:user:maya']),
  )
  await until(
    async () => (await maya.run(web(['get', 'pods']))).code === 0,
    () => 'the role does not take effect',
  )
})
afterAll(() => server.dispose())

const twoContainers = (image: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{containerPort: 80}]
      - name: cache
        image: ${image}
${more}`

describe('deployments', () => {
  test('a deployment made, applied and rolled out is what a developer sees', async () => {
    expect(
      await printed(maya, web(['create', 'deployment', 'hello', '--image=nginx:1.27', '--replicas=2'])),
    ).toBe('deployment.apps/hello created\n')
    expect(await printed(maya, web(['rollout', 'status', 'deployment/hello', '--timeout=60s']))).toContain(
      'deployment "hello" successfully rolled out',
    )
    const listed = await printed(maya, web(['get', 'deployments']))
    expect(listed).toMatch(/NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\nhello\s+2\/2\s+2\s+2/)
    expect(await printed(maya, web(['get', 'pods', '-l', 'app=hello', '-o', 'wide']))).toMatch(
      /hello-\w+-\w{5}\s+1\/1\s+Running\s+0\s+\S+\s+10\.\d+\.\d+\.\d+\s+eu-west-node-\d/,
    )
    expect(await printed(maya, web(['get', 'all']))).toMatch(/replicaset\.apps\/hello-\w+\s+2\s+2\s+2/)
  })

  test('apply changes one of two containers and leaves the other alone', async () => {
    await printed(maya, web(['apply', '-f', '-']), twoContainers('redis:7'))
    await printed(maya, web(['rollout', 'status', 'deployment/shop', '--timeout=60s']))
    expect(await printed(maya, web(['apply', '-f', '-']), twoContainers('redis:7'))).toBe(
      'deployment.apps/shop unchanged\n',
    )
    const diff = await maya.run(web(['diff', '-f', '-']), { input: twoContainers('redis:8') })
    expect(diff).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/-\s+- image: redis:7\n\+\s+- image: redis:8/),
    })
    expect(await printed(maya, web(['apply', '-f', '-']), twoContainers('redis:8'))).toBe(
      'deployment.apps/shop configured\n',
    )
    const images = 'jsonpath={.spec.template.spec.containers[*].image}'
    expect(await printed(maya, web(['get', 'deployment', 'shop', '-o', images]))).toBe('nginx:1.27 redis:8')
    await printed(maya, web(['rollout', 'status', 'deployment/shop', '--timeout=60s']))
    expect(await printed(maya, web(['rollout', 'history', 'deployment/shop']))).toMatch(/\n1 .*\n2 /)
    await printed(maya, web(['rollout', 'undo', 'deployment/shop']))
    expect(await printed(maya, web(['get', 'deployment', 'shop', '-o', images]))).toBe('nginx:1.27 redis:7')
    await printed(maya, web(['rollout', 'restart', 'deployment/shop']))
    await printed(maya, web(['rollout', 'status', 'deployment/shop', '--timeout=60s']))
  })

  test('server-side apply names who else holds a field', async () => {
    await printed(
      maya,
      web(['apply', '--server-side', '-f', '-']),
      twoContainers('redis:7').replaceAll('shop', 'ssa'),
    )
    const theirs = await maya.run(web(['apply', '--server-side', '--field-manager=other', '-f', '-']), {
      input: twoContainers('redis:9').replaceAll('shop', 'ssa'),
    })
    expect(theirs.code).toBe(1)
    expect(theirs.stderr).toContain('conflict with "kubectl"')
    expect(theirs.stderr).toContain('.spec.template.spec.containers[name="cache"].image')
    await printed(maya, web(['delete', 'deployment', 'ssa']))
  })

  test('scale, set image, label, annotate, autoscale and expose do what they say', async () => {
    expect(await printed(maya, web(['scale', 'deployment/hello', '--replicas=3']))).toBe(
      'deployment.apps/hello scaled\n',
    )
    await printed(
      maya,
      web(['wait', '--for=jsonpath={.status.readyReplicas}=3', 'deployment/hello', '--timeout=60s']),
    )
    await printed(maya, web(['set', 'image', 'deployment/hello', 'nginx=nginx:1.28']))
    await printed(maya, web(['rollout', 'status', 'deployment/hello', '--timeout=60s']))
    expect(await printed(maya, web(['label', 'deployment', 'hello', 'tier=gold']))).toContain('labeled')
    expect(await printed(maya, web(['annotate', 'deployment', 'hello', 'note=here']))).toContain('annotated')
    expect(await printed(maya, web(['autoscale', 'deployment', 'hello', '--max=5', '--cpu=80%']))).toContain(
      'autoscaled',
    )
    expect(await printed(maya, web(['expose', 'deployment', 'hello', '--port=80']))).toContain('exposed')
    expect(await printed(maya, web(['get', 'service', 'hello']))).toMatch(
      /hello\s+ClusterIP\s+10\.96\.\d+\.\d+\s+<none>\s+80\/TCP/,
    )
    await until(
      async () =>
        /hello\s+10\.\d+\.\d+\.\d+:80/.test((await maya.run(web(['get', 'endpoints', 'hello']))).stdout),
      () => 'the service has no endpoints',
    )
    expect(await printed(maya, web(['describe', 'deployment', 'hello']))).toMatch(
      /3 desired \| 3 updated \| 3 total \| 3 available/,
    )
  })

  test('get -w shows pods as they come and go', async () => {
    const watching = maya.follow(web(['get', 'pods', '-l', 'app=watched', '-w']))
    await printed(maya, web(['create', 'deployment', 'watched', '--image=nginx']))
    await until(
      async () => /watched-\S+\s+1\/1\s+Running/.test(watching.printed()),
      () => watching.printed(),
    )
    await printed(maya, web(['delete', 'deployment', 'watched']))
    await until(
      async () => /watched-\S+\s+\d\/1\s+(Terminating|Completed)/.test(watching.printed()),
      () => watching.printed(),
    )
    await watching.stop()
  })
})

describe('inside a container', () => {
  beforeAll(async () => {
    await printed(maya, web(['run', 'box', '--image=nginx:1.27', '--labels=app=box']))
    await printed(maya, web(['wait', '--for=condition=Ready', 'pod/box', '--timeout=60s']))
  })

  test.each(['websocket', 'spdy'])('exec, over %s', async (protocol) => {
    const env = { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: String(protocol === 'websocket') }
    const exec = (args: readonly string[], input?: string): Promise<Finished> =>
      maya.run(web(['exec', ...args]), input === undefined ? { env } : { env, input })
    expect(await exec(['box', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toMatchObject({
      code: 3,
      stdout: 'out\n',
      stderr: expect.stringContaining('err\n'),
    })
    expect(await exec(['-i', 'box', '--', 'cat'], 'through\n')).toMatchObject({
      code: 0,
      stdout: 'through\n',
    })
    expect((await exec(['box', '--', 'hostname'])).stdout).toBe('box\n')
    expect((await exec(['box', '-c', 'other', '--', 'hostname'])).stderr).toContain(
      'container other is not valid for pod box',
    )
    const shell = await exec(['-i', 'box', '--', 'sh'], 'cd /tmp\npwd\nexit 5\n')
    expect(shell).toMatchObject({ code: 5, stdout: expect.stringContaining('/tmp') })
  })

  test('cp brings a file in and out unchanged', async () => {
    const bytes = randomBytes(300_000)
    await writeFile(join(folder, 'in.bin'), bytes)
    await printed(maya, web(['cp', join(folder, 'in.bin'), 'box:/tmp/data.bin']))
    const back = await maya.run(web(['cp', 'box:/tmp/data.bin', join(folder, 'out.bin')]))
    expect(back.code).toBe(0)
    expect((await readFile(join(folder, 'out.bin'))).equals(bytes)).toBe(true)
  })

  test.each(['websocket', 'spdy'])('port-forward, over %s', async (protocol) => {
    const env = { KUBECTL_PORT_FORWARD_WEBSOCKETS: String(protocol === 'websocket') }
    const forwarding = maya.follow(web(['port-forward', 'pod/box', ':80']), { env })
    await until(
      async () => forwarding.printed().includes('Forwarding from'),
      () => forwarding.printed(),
    )
    const [, port] = /127\.0\.0\.1:(\d+)/.exec(forwarding.printed()) ?? []
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`http://127.0.0.1:${port}/`)))
    for (const answer of answers) expect(await answer.text()).toContain('nginx')
    await forwarding.stop()
  })

  test('logs are the same for two readers, and end with what is told later', async () => {
    const following = maya.follow(web(['logs', '-f', 'box']))
    await until(
      async () => following.printed().split('\n').length > 2,
      () => following.printed(),
    )
    const first = await printed(maya, web(['logs', 'box', '--timestamps']))
    const second = await printed(admin, web(['logs', 'box', '--timestamps', '--since=1h']))
    expect(second.startsWith(first)).toBe(true)
    expect(await printed(maya, web(['logs', 'box', '--tail=1']))).toMatch(/^.+\n$/)
    await following.stop()
  })

  test('debug adds a container to a running pod, which the role for developers does not allow', async () => {
    const refused = await maya.run(web(['debug', 'box', '--image=busybox', '--', 'true']))
    expect(refused.stderr).toContain('cannot patch resource "pods/ephemeralcontainers"')
    const debugged = await admin.run(
      web(['debug', 'box', '--image=busybox', '--container=probe', '--', 'sleep', '60']),
    )
    expect(debugged.code).toBe(0)
    const names = 'jsonpath={.spec.ephemeralContainers[*].name}'
    expect(await printed(maya, web(['get', 'pod', 'box', '-o', names]))).toBe('probe')
  })
})

describe('what else people do', () => {
  test('a pod that fails says why, and its earlier log stays readable', async () => {
    await printed(maya, web(['run', 'failing', '--image=busybox', '--', 'sh', '-c', 'echo broken; exit 1']))
    await until(
      async () => /CrashLoopBackOff|Error/.test((await maya.run(web(['get', 'pod', 'failing']))).stdout),
      () => 'the pod does not fail',
    )
    await until(
      async () => (await maya.run(web(['logs', 'failing', '--previous']))).stdout.includes('broken'),
      () => 'there is no earlier log',
    )
    expect(await printed(maya, web(['describe', 'pod', 'failing']))).toMatch(/Exit Code:\s+1/)
    await printed(maya, web(['delete', 'pod', 'failing', '--now']))
  })

  test('run gives a shell in a pod of its own, which is gone after it', async () => {
    const args = ['run', '--rm', '-i', 'visit', '--image=busybox', '--restart=Never', '--', 'sh']
    const visit = await maya.run(web(args), { input: 'echo hello from $HOSTNAME\nexit 0\n' })
    expect(visit).toMatchObject({ code: 0, stdout: expect.stringContaining('hello from visit\n') })
    expect((await maya.run(web(['get', 'pod', 'visit']))).stderr).toContain('NotFound')
  })

  test('a job runs to its end, a cron job makes one', async () => {
    await printed(maya, web(['create', 'job', 'once', '--image=busybox', '--', 'echo', 'done']))
    await printed(maya, web(['wait', '--for=condition=complete', 'job/once', '--timeout=60s']))
    expect(await printed(maya, web(['logs', 'job/once']))).toBe('done\n')
    await printed(
      maya,
      web(['create', 'cronjob', 'nightly', '--image=busybox', '--schedule=0 3 * * *', '--', 'true']),
    )
    await printed(maya, web(['create', 'job', 'now', '--from=cronjob/nightly']))
    await printed(maya, web(['wait', '--for=condition=complete', 'job/now', '--timeout=60s']))
  })

  test('configuration is made and mounted', async () => {
    await printed(maya, web(['create', 'configmap', 'settings', '--from-literal=colour=blue']))
    await printed(maya, web(['create', 'secret', 'generic', 'keys', '--from-literal=key=s3cret']))
    await printed(
      maya,
      web(['apply', '-f', '-']),
      `apiVersion: v1
kind: Pod
metadata: {name: configured}
spec:
  containers:
  - name: main
    image: busybox
    command: [sleep, '3600']
    env: [{name: KEY, valueFrom: {secretKeyRef: {name: keys, key: key}}}]
    volumeMounts: [{name: settings, mountPath: /etc/settings}]
  volumes: [{name: settings, configMap: {name: settings}}]
`,
    )
    await printed(maya, web(['wait', '--for=condition=Ready', 'pod/configured', '--timeout=60s']))
    expect(await printed(maya, web(['exec', 'configured', '--', 'cat', '/etc/settings/colour']))).toBe('blue')
    expect(await printed(maya, web(['exec', 'configured', '--', 'sh', '-c', 'echo $KEY']))).toBe('s3cret\n')
  })

  test('a quota refuses the pod that is too many, and describes itself', async () => {
    await printed(admin, ['create', 'namespace', 'small'])
    await printed(admin, ['-n', 'small', 'create', 'quota', 'few', '--hard=pods=1'])
    await printed(admin, ['-n', 'small', 'run', 'one', '--image=nginx'])
    const second = await admin.run(['-n', 'small', 'run', 'two', '--image=nginx'])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1')
    expect(await printed(admin, ['-n', 'small', 'describe', 'quota', 'few'])).toMatch(/pods\s+1\s+1/)
    await printed(admin, ['delete', 'namespace', 'small'])
  })

  test('explain, api-resources, top and events know the built-in kinds', async () => {
    expect(await printed(maya, ['explain', 'pod.spec.containers.resources'])).toContain(
      'limits\t<map[string]Quantity>',
    )
    expect(await printed(maya, ['api-resources', '--api-group=apps', '-o', 'name'])).toContain(
      'deployments.apps\n',
    )
    expect(await printed(maya, web(['top', 'pod', 'box']))).toMatch(/box\s+\d+m\s+\d+Mi/)
    expect(await printed(admin, ['top', 'nodes'])).toMatch(/eu-west-node-1\s+\d+m\s+\d+%\s+\d+Mi\s+\d+%/)
    expect(await printed(maya, web(['events', '--for', 'pod/box']))).toMatch(/Container started/)
  })

  test('a kind that is not there is named, and what to do about it', async () => {
    const widget = 'apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: one}\n'
    const applied = await admin.run(['apply', '-f', '-'], { input: widget })
    expect(applied.stderr).toContain('no matches for kind "Widget" in version "example.org/v1"')
    expect(applied.stderr).toContain('ensure CRDs are installed first')
  })

  test('the two people may do different things, and are told so', async () => {
    expect((await maya.run(['auth', 'can-i', 'create', 'deployments', '-n', 'web'])).stdout).toBe('yes\n')
    expect(await maya.run(['auth', 'can-i', 'create', 'deployments', '-n', 'default'])).toMatchObject({
      code: 1,
      stdout: 'no\n',
    })
    expect(await printed(maya, ['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}'])).toBe(
      'loft:user:maya',
    )
    expect(await printed(maya, web(['auth', 'can-i', '--list']))).toContain('deployments.apps')
    const refused = await maya.run(['get', 'pods', '-n', 'kube-system'])
    expect(refused.stderr).toContain(
      'User "loft:user:maya" cannot list resource "pods" in API group "" in the namespace "kube-system"',
    )
    expect((await maya.run(['get', 'nodes'])).stderr).toContain('cannot list resource "nodes"')
    expect((await maya.run(['cordon', 'eu-west-node-1'])).code).toBe(1)
  })

  test('drain empties a node, whose pods come up elsewhere', async () => {
    await printed(maya, web(['create', 'deployment', 'moving', '--image=nginx', '--replicas=6']))
    await printed(maya, web(['rollout', 'status', 'deployment/moving', '--timeout=60s']))
    const drained = await admin.run([
      'drain',
      'eu-west-node-2',
      '--ignore-daemonsets',
      '--force',
      '--delete-emptydir-data',
      '--timeout=90s',
    ])
    expect(drained).toMatchObject({ code: 0, stdout: expect.stringContaining('node/eu-west-node-2 drained') })
    expect(await printed(admin, ['get', 'node', 'eu-west-node-2'])).toContain('Ready,SchedulingDisabled')
    await printed(maya, web(['rollout', 'status', 'deployment/moving', '--timeout=60s']))
    const nodes = 'jsonpath={.items[*].spec.nodeName}'
    expect(await printed(maya, web(['get', 'pods', '-l', 'app=moving', '-o', nodes]))).not.toContain(
      'eu-west-node-2',
    )
    await printed(admin, ['uncordon', 'eu-west-node-2'])
  })

  test('a token of a service account is that account, with its rights only', async () => {
    await printed(maya, web(['create', 'serviceaccount', 'robot']))
    const token = (await printed(maya, web(['create', 'token', 'robot']))).trim()
    expect(token.split('.')).toHaveLength(3)
  })

  test('deleting a namespace takes all of it', async () => {
    await printed(admin, ['create', 'namespace', 'going'])
    await printed(admin, ['-n', 'going', 'create', 'deployment', 'x', '--image=nginx'])
    await printed(admin, ['delete', 'namespace', 'going', '--timeout=60s'])
    expect((await admin.run(['get', 'namespace', 'going'])).code).toBe(1)
  })
})
