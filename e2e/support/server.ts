import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestGround } from './ground.ts'

export interface ServerOptions {
  seed?: 'demo' | 'people' | 'empty'
  env?: Record<string, string>
  args?: readonly string[]
  /** Stands on this ground, which others may stand on too, in the place of one of its own. */
  ground?: TestGround
}

/** A real server in a process of its own, on free ports, with a data directory that goes with it. */
export interface TestServer {
  http: string
  https: string
  dataDir: string
  /** Of `admin`, and of the demo's people. */
  password: string
  /** Everything it printed. */
  output(): string
  /** Ends it with a signal and gives its exit code; the data stays. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** Starts it again on the same ports and data. */
  start(): Promise<void>
  /** Ends it and deletes the data. */
  dispose(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const base = await mkdtemp(join(tmpdir(), 'aerie-test-'))
  const dataDir = join(base, 'data')
  const [httpPort, httpsPort] = await freePorts()
  const password = 'correct-horse-battery'
  const env = {
    ...process.env,
    AERIE_HTTP_PORT: String(httpPort),
    AERIE_HTTPS_PORT: String(httpsPort),
    AERIE_DATA_DIR: dataDir,
    AERIE_KEY_FILE: join(base, 'key'),
    AERIE_ADMIN_PASSWORD: password,
    AERIE_SEED: options.seed ?? 'empty',
    ...(options.ground === undefined ? {} : { AERIE_TEST_KUBECONFIGS: options.ground.folder }),
    ...options.env,
  }
  const program = options.ground === undefined ? 'server/main.ts' : 'e2e/support/replica-process.ts'
  let printed = ''
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [join(root, program), ...(options.args ?? [])], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await until(
      async () => {
        if (started.exitCode !== null)
          throw new Error(`the server ended with ${started.exitCode}:\n${printed}`)
        return (await fetch(`http://127.0.0.1:${httpPort}/readyz`).catch(() => undefined))?.ok === true
      },
      () => `the server is not ready:\n${printed}`,
      60_000,
    )
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const ending = child
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null)
      return ending?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    return ended
  }

  await start()
  return {
    http: `http://localhost:${httpPort}`,
    https: `https://localhost:${httpsPort}`,
    dataDir,
    password,
    output: () => printed,
    stop,
    start,
    async dispose() {
      await stop()
      await rm(base, { recursive: true, force: true })
    },
  }
}

/** Asks every 50 ms for up to 30 s; `complaint` says what was waited for in vain. */
export async function until(
  holds: () => Promise<boolean>,
  complaint: () => string,
  milliseconds = 30_000,
): Promise<void> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(complaint())
}

/** Two ports nobody listens on at this moment. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address !== null ? address.port : 0)
          }),
        ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}
