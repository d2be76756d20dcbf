import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { signIn } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/** The contract with whoever runs the server: one clear line for what is wrong, and nothing changed. */

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
let base: string

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'aerie-operator-'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts a server that is expected to end by itself. */
function run(args: readonly string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      ...process.env,
      AERIE_HTTP_PORT: '0',
      AERIE_HTTPS_PORT: '0',
      AERIE_KEY_FILE: join(base, 'key'),
      ...env,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}

function expectOneLine({ code, stdout, stderr }: Ended, text: string | RegExp): void {
  expect(stdout).toBe('')
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(text)
  expect(code).toBe(1)
}

describe('a start that cannot be', () => {
  const dir = (name: string) => join(base, name)

  test('an unknown flag and settings that make no sense', async () => {
    expectOneLine(
      await run(['--verbose'], { AERIE_DATA_DIR: dir('flags') }),
      /--verbose.*Known flags: --reset-admin/,
    )
    expectOneLine(
      await run([], { AERIE_HTTP_PORT: 'eighty', AERIE_DATA_DIR: dir('flags') }),
      /AERIE_HTTP_PORT=eighty is not a port/,
    )
    expectOneLine(
      await run([], { AERIE_SEED: 'everything', AERIE_DATA_DIR: dir('flags') }),
      /AERIE_SEED=everything is not known/,
    )
    expectOneLine(
      await run([], { AERIE_URL: 'aerie.example.org', AERIE_DATA_DIR: dir('flags') }),
      /not an address like/,
    )
    await expect(readdir(dir('flags'))).rejects.toThrow('ENOENT')
  })

  test('--help says what there is and starts nothing', async () => {
    const { code, stdout } = await run(['--help'], { AERIE_DATA_DIR: dir('help') })
    expect(code).toBe(0)
    expect(stdout).toContain('AERIE_BIND')
    await expect(readdir(dir('help'))).rejects.toThrow('ENOENT')
  })

  test('a port that is taken', async () => {
    const taken: Server = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' && address !== null ? address.port : '')
    expectOneLine(
      await run([], { AERIE_HTTP_PORT: port, AERIE_DATA_DIR: dir('port') }),
      `Port ${port} on 127.0.0.1 is taken`,
    )
    expectOneLine(
      await run([], { AERIE_HTTPS_PORT: port, AERIE_DATA_DIR: dir('port') }),
      'set AERIE_HTTPS_PORT to another port',
    )
    await expect(readdir(dir('port'))).rejects.toThrow('ENOENT')
    taken.close()
  })

  test('a folder that holds something else, or is a file', async () => {
    await mkdir(dir('other'))
    await writeFile(join(dir('other'), 'thesis.txt'), 'precious')
    expectOneLine(
      await run([], { AERIE_DATA_DIR: dir('other') }),
      'not empty and not a data directory of Aerie',
    )
    expect(await readdir(dir('other'))).toEqual(['thesis.txt'])
    expectOneLine(await run([], { AERIE_DATA_DIR: join(dir('other'), 'thesis.txt') }), /thesis\.txt/)
  })

  test('a place that not even root can write to', async () => {
    expectOneLine(await run([], { AERIE_DATA_DIR: '/proc/aerie' }), '/proc/aerie cannot be made there')
  })
})

describe('a data directory that was in use', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.dispose())
  const again = (env: Record<string, string> = {}, args: string[] = []) =>
    run(args, { AERIE_DATA_DIR: server.dataDir, AERIE_KEY_FILE: join(server.dataDir, '../key'), ...env })

  test('is not shared with a second server, and the first goes on', async () => {
    expectOneLine(await again(), /is in use by process \d+/)
    expect((await fetch(`${server.http}/readyz`)).status).toBe(200)
  })

  test('SIGTERM ends open streams, drains and exits 0', async () => {
    const admin = await signIn(server, 'admin')
    const { port } = new URL(server.http)
    const socket = connect(Number(port), '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => (received += chunk.toString()))
    const ended = new Promise((resolve) => socket.on('close', resolve))
    socket.write(
      `GET /kubernetes/management/apis/management.loft.sh/v1/teams?watch=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${admin.key}\r\n\r\n`,
    )
    await until(
      async () => received.includes('200 OK'),
      () => received,
    )
    const started = Date.now()
    expect(await server.stop('SIGTERM')).toBe(0)
    await ended
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(await readdir(server.dataDir)).not.toContain('lock')
  })

  test('is refused when a newer version wrote it, and left as it is', async () => {
    const file = join(server.dataDir, 'aerie.json')
    const before = await readFile(file, 'utf8')
    await writeFile(file, before.replace('"schema":1', '"schema":99'))
    expectOneLine(await again(), 'written by a newer version of Aerie')
    await writeFile(file, '{"half')
    expectOneLine(await again(), 'aerie.json is damaged')
    await writeFile(file, before)
  })

  test('is refused without its key, or with another', async () => {
    expectOneLine(await again({ AERIE_KEY_FILE: join(base, 'nokey') }), /nokey is missing/)
    await writeFile(join(base, 'wrongkey'), `${Buffer.alloc(32, 1).toString('base64')}\n`)
    expectOneLine(await again({ AERIE_KEY_FILE: join(base, 'wrongkey') }), /key/)
  })

  test('is refused when the database is damaged', async () => {
    const file = join(server.dataDir, 'clusters/management.sqlite')
    const before = await readFile(file)
    const wal = `${file}-wal`
    const walBefore = await readFile(wal).catch(() => undefined)
    await rm(wal, { force: true })
    await writeFile(file, 'this is not a database, but long enough to be taken for one by its size')
    expectOneLine(await again(), /management\.sqlite|database/)
    await writeFile(file, before)
    if (walBefore !== undefined) await writeFile(wal, walBefore)
  })

  test('comes back with everything after a kill, and the lock of the dead is not respected', async () => {
    await server.start()
    const admin = await signIn(server, 'admin')
    const body = {
      apiVersion: 'management.loft.sh/v1',
      kind: 'Team',
      metadata: { name: 'survivor' },
      spec: {},
    }
    expect((await admin.ask('POST', '/apis/management.loft.sh/v1/teams', body)).code).toBe(201)
    await server.stop('SIGKILL')
    await server.start()
    expect((await admin.ask('GET', '/apis/management.loft.sh/v1/teams/survivor')).code).toBe(200)
  })

  test('--reset-admin prints a new password once, and the old one is gone', async () => {
    await server.stop()
    const child = spawn(process.execPath, [main, '--reset-admin'], {
      env: {
        ...process.env,
        AERIE_HTTP_PORT: new URL(server.http).port,
        AERIE_HTTPS_PORT: new URL(server.https).port,
        AERIE_DATA_DIR: server.dataDir,
        AERIE_KEY_FILE: join(server.dataDir, '../key'),
        AERIE_ADMIN_PASSWORD: '',
      },
    })
    onTestFinished(() => void child.kill())
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await until(
      async () => printed.includes('Sign in as admin'),
      () => printed,
    )
    const password = /password (\S+)/.exec(printed)?.[1] ?? ''
    const login = (given: string) =>
      fetch(`${server.http}/auth/password/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: given }),
      })
    expect((await login(password)).status).toBe(201)
    expect((await login(server.password)).status).toBe(401)
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill()
    expect(await ended).toBe(0)
  })
})

describe('what operators look at', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.dispose())

  test('the same routes answer on http and https, by the authority in the kubeconfig', async () => {
    for (const path of ['/healthz', '/readyz', '/version', '/auth/methods']) {
      expect((await fetch(server.http + path)).status).toBe(200)
    }
    expect(await (await fetch(`${server.http}/version`)).json()).toMatchObject({
      version: 'v0.0.0',
      major: '0',
      minor: '0',
    })
  })

  test('metrics are Prometheus text, open on loopback, but not to a page of another name', async () => {
    const metrics = await (await fetch(`${server.http}/metrics`)).text()
    expect(metrics).toContain('# TYPE aerie_requests_total counter')
    expect(metrics).toContain('aerie_open_streams')
    const { port } = new URL(server.http)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET /metrics HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n'),
      )
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  })
})
