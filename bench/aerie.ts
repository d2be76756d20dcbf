import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineSplitter } from '#kube/lines.ts'
import { memoryEnvironment, memoryFlags } from '#scripts/starter/memory.js'
import { project } from '#scripts/starter/project.js'

const password = 'correct horse battery staple'

/** A server under measurement, on free ports, with a data directory of its own. */
export interface Aerie {
  process: ChildProcess
  dataDir: string
  /** The plain http address on loopback. */
  origin: string
  /** From the start of the process to the line that says that it is ready, in ms. */
  startedIn: number
  stop(): Promise<void>
}

/** A folder for data that is gone after `use`, whatever happens. */
export async function withDataDir<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'aerie-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.on('exit', remove)
  try {
    return await task(folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/** Starts a server on this folder, with more of its environment if need be, and stops it after the task. */
export async function withAerie<T>(
  folder: string,
  task: (aerie: Aerie) => Promise<T>,
  environment: Record<string, string> = {},
): Promise<T> {
  const aerie = await startAerie(folder, environment)
  try {
    return await task(aerie)
  } finally {
    await aerie.stop()
  }
}

async function startAerie(folder: string, environment: Record<string, string>): Promise<Aerie> {
  const [httpPort, httpsPort] = await freePorts(2)
  const dataDir = join(folder, 'data')
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...memoryFlags, join(project.root, 'server', 'main.ts')],
    {
      env: {
        ...memoryEnvironment,
        ...process.env,
        AERIE_HTTP_PORT: String(httpPort),
        AERIE_HTTPS_PORT: String(httpsPort),
        AERIE_DATA_DIR: dataDir,
        AERIE_KEY_FILE: join(folder, 'key'),
        AERIE_ADMIN_PASSWORD: password,
        // The story of a demo would be told beside what is measured, for half a minute.
        AERIE_SEED: 'people',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const letGo = endWithUs(child)
  const exited = once(child, 'exit')
  await Promise.race([
    readyLine(child),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)} before it was ready`)
    }),
  ])
  return {
    process: child,
    dataDir,
    origin: `http://localhost:${httpPort}`,
    startedIn: performance.now() - began,
    async stop() {
      child.kill('SIGTERM')
      await exited
      letGo()
    },
  }
}

/** Ends a child when we are ended on the way; gives what to call when it has ended by itself. */
export function endWithUs(child: ChildProcess): () => void {
  const end = () => void child.kill()
  process.on('exit', end)
  return () => void process.off('exit', end)
}

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const take = lineSplitter((line) => {
      if (line.startsWith('Aerie is ready')) resolve()
    })
    child.stdout?.setEncoding('utf8').on('data', take)
  })
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** An access key of the administrator. */
export async function signIn({ origin }: Aerie): Promise<string> {
  const answer = await fetch(`${origin}/auth/password/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  })
  const body: unknown = await answer.json()
  if (
    typeof body === 'object' &&
    body !== null &&
    'accessKey' in body &&
    typeof body.accessKey === 'string'
  ) {
    return body.accessKey
  }
  throw new Error(`signing in was answered ${answer.status}: ${JSON.stringify(body)}`)
}

/** What the browser's form would send, for a browser that is to be signed in. */
export const adminCredentials = { username: 'admin', password }
