import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer, get } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { failed } from '#api-mock/serve/errors.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { send, toRequest } from '#api-mock/serve/listen.ts'
import { sendUpgraded } from '#api-mock/serve/websocket.ts'
import { Shells } from '#api-mock/shell/shells.ts'
import { attach } from '#api-mock/streaming/attach.ts'
import { exec } from '#api-mock/streaming/exec.ts'
import { portForward } from '#api-mock/streaming/port-forward.ts'
import type { PodRuntime } from '#api-mock/streaming/runtime.ts'
import { kubectlAs } from '#e2e/support/kubectl.ts'
import type { Kubectl } from '#e2e/support/kubectl.ts'
import { kubectlPath } from '#scripts/kubectl.ts'

/** Real kubectl in a running pod, with both of its transports, on a server that has this pod and nothing else. */

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'a1' },
  spec: { nodeName: 'node', containers: [{ name: 'main', image: 'nginx' }] },
  status: { phase: 'Running' },
}

const documents: Record<string, unknown> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list'] }],
  },
  '/api/v1/namespaces/default/pods/web': pod,
}

const shells = new Shells()
const page = createServer((incoming, outgoing) => outgoing.end(`${incoming.url} ${'x'.repeat(50_000)}`))
let server: Server
let kubectl: Kubectl
let kubeconfig: string
let folder: string

function start(argv: readonly string[], tty: boolean) {
  return shells.start({
    container: 'main',
    argv,
    tty,
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    hostname: 'web',
    command: ['nginx'],
    files: {},
    folders: [],
  })
}

const runtime: PodRuntime = {
  find: () => ({
    container: (name) =>
      name === 'main'
        ? {
            exec: ({ command, tty }) => start(command, tty),
            attach: ({ tty }) => start(['sh', '-c', 'echo attached; cat'], tty),
          }
        : undefined,
    dial: (port) => (port === 80 ? connect((page.address() as AddressInfo).port, '127.0.0.1') : undefined),
    ended: new AbortController().signal,
  }),
}

const handlers = { exec, attach, portforward: portForward }

function answer(incoming: IncomingMessage, signal: AbortSignal): Answer {
  const { headers } = toRequest(incoming, '', signal)
  const { pathname, searchParams: query } = new URL(incoming.url ?? '', 'http://server')
  const name = pathname.split('/').at(-1)
  if (name === 'exec' || name === 'attach' || name === 'portforward') {
    try {
      return handlers[name]({ pod, runtime, query, headers, signal })
    } catch (error) {
      return failed(error, () => undefined)
    }
  }
  const found = documents[pathname]
  const body = JSON.stringify(found ?? {})
  return { status: found === undefined ? 404 : 200, headers: { 'content-type': 'application/json' }, body }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streams-'))
  server = createServer((incoming, outgoing) => {
    void send(answer(incoming, new AbortController().signal), incoming, outgoing)
  })
  server.on('upgrade', (incoming, socket, head) => {
    const client = new AbortController()
    socket.on('error', () => socket.destroy())
    socket.on('close', () => client.abort())
    void sendUpgraded(answer(incoming, client.signal), { incoming, socket, head })
  })
  for (const each of [server, page]) {
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
  }
  kubeconfig = join(folder, 'kubeconfig')
  const cluster = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    users: [{ name: 'test', user: {} }],
    'current-context': 'test',
  }
  await writeFile(kubeconfig, JSON.stringify(config))
  kubectl = await kubectlAs({ kubeconfig })
})

afterAll(async () => {
  server.closeAllConnections()
  page.closeAllConnections()
  await Promise.all([server, page].map((each) => new Promise((resolve) => each.close(resolve))))
  await shells.close()
})

const transports = [
  { transport: 'WebSocket', env: {} },
  {
    transport: 'SPDY',
    env: { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false', KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' },
  },
]

describe.each(transports)('over $transport', ({ env }) => {
  const run = (args: string[], input?: string) =>
    kubectl.run(args, { env, ...(input === undefined ? {} : { input }) })

  test('exec gives output and exit code', async () => {
    const script = 'echo out; echo err >&2; exit 3'
    expect(await run(['exec', 'web', '--', 'sh', '-c', script])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 3\n',
    })
    const missing = await run(['exec', 'web', '--', 'nosuch'])
    expect(missing).toMatchObject({
      code: 127,
      stderr: expect.stringContaining('executable file not found in $PATH'),
    })
  })

  test('exec -i hands on what is piped in', async () => {
    const text = 'line of text\n'.repeat(50_000)
    expect(await run(['exec', '-i', 'web', '--', 'cat'], text)).toMatchObject({
      code: 0,
      stdout: text,
      stderr: '',
    })
    expect((await run(['exec', '-i', 'web', '--', 'sh'], 'cd /tmp\npwd\n')).stdout).toBe('/tmp\n')
  })

  test('cp brings a file in and out unchanged', async () => {
    const [there, back] = [join(folder, 'there'), join(folder, 'back')]
    const bytes = randomBytes(300_000)
    await writeFile(there, bytes)
    expect(await run(['cp', there, 'web:/tmp/file'])).toMatchObject({ code: 0, stderr: '' })
    expect((await run(['cp', 'web:/tmp/file', back])).code).toBe(0)
    expect((await readFile(back)).equals(bytes)).toBe(true)
  })

  test('attach joins a process', async () => {
    const { code, stdout } = await run(['attach', '-i', 'web'], 'typed\n')
    expect([code, stdout]).toEqual([0, 'attached\ntyped\n'])
  })

  test('a container that is not there is refused', async () => {
    const { code, stderr } = await run(['exec', 'web', '-c', 'other', '--', 'ls'])
    expect(code).toBe(1)
    expect(stderr).toContain('container other is not valid for pod web')
  })

  test('port-forward takes many connections at once, and says when nothing listens', async () => {
    const program = await kubectlPath()
    const child = spawn(program, ['port-forward', 'web', ':80', ':81'], {
      env: { HOME: folder, KUBECONFIG: kubeconfig, ...env },
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (printed += text.toString()))
    const ports = (): string[] =>
      [...printed.matchAll(/127\.0\.0\.1:(\d+) -> /g)].map(([, port = '']) => port)
    await vi.waitUntil(() => ports().length === 2, { timeout: 10_000 })
    const [open = '', closed = ''] = ports()
    const bodies = await Promise.all(Array.from({ length: 20 }, (_, index) => fetchText(open, `/${index}`)))
    expect(bodies.map((body) => body.split(' ')[0])).toEqual(bodies.map((_, index) => `/${index}`))
    expect(bodies.every((body) => body.length > 50_000)).toBe(true)
    await expect(fetchText(closed, '/')).rejects.toThrow()
    await expect
      .poll(() => printed, { timeout: 5000 })
      .toContain('dial tcp4 127.0.0.1:81: connect: connection refused')
    child.kill()
    if (child.exitCode === null) await new Promise((resolve) => child.once('close', resolve))
  })

  test.skipIf(process.platform !== 'linux')('exec -it is a terminal', async () => {
    const program = await kubectlPath()
    const child = spawn('script', ['-qec', `${program} exec -it web -- bash`, '/dev/null'], {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, KUBECONFIG: kubeconfig, TERM: 'xterm', ...env },
    })
    let screen = ''
    child.stdout.on('data', (text: Buffer) => (screen += text.toString()))
    const exited = new Promise((resolve) => child.once('close', resolve))
    await expect.poll(() => screen, { timeout: 10_000 }).toContain('root@web:/# ')
    child.stdin.write('cd /tmp\r')
    await expect.poll(() => screen).toContain('root@web:/tmp# ')
    child.stdin.write('echo "é $((6 * 7))"\r')
    await expect.poll(() => screen).toContain('é 42\r\n')
    child.stdin.write('sleep 100\r')
    await expect.poll(() => screen).toContain('sleep 100\r\n')
    child.stdin.write('\u0003')
    await expect.poll(() => screen).toMatch(/\^C\r\n[^]*# /)
    child.stdin.write('exit 5\r')
    expect(await exited).toBe(5)
  })
})

function fetchText(port: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (incoming) => {
      let text = ''
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()))
      incoming.on('end', () => resolve(text))
      incoming.on('error', reject)
    })
    request.on('error', reject)
  })
}
