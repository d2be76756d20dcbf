import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { send } from './exchange.ts'
import type { Target } from './replay.ts'

/** Must be the version of k8s.io/kubernetes in go.mod; go modules carry no version of themselves. */
export const kubernetesVersion = 'v1.36.3'

const here = import.meta.dirname
const binaries = join(here, '../../.cache/oracle')

/** Compiles what is not there yet; the first time takes ten minutes and 2 GB of module cache. */
export async function build(): Promise<void> {
  const [major, minor] = kubernetesVersion.slice(1).split('.')
  const version = 'k8s.io/component-base/version'
  const stamps = [
    `gitVersion=${kubernetesVersion}`,
    `gitMajor=${major}`,
    `gitMinor=${minor}`,
    'gitTreeState=clean',
  ]
  const flags = ['-s', '-w', ...stamps.map((stamp) => `-X ${version}.${stamp}`)].join(' ')
  await mkdir(binaries, { recursive: true })
  await goBuild('etcd', './etcd', '-s -w')
  await goBuild('kube-apiserver', './apiserver', flags)
}

async function goBuild(name: string, folder: string, flags: string): Promise<void> {
  const output = join(binaries, name)
  if (existsSync(output)) return
  const args = ['build', '-buildvcs=false', '-trimpath', '-ldflags', flags, '-o', output, folder]
  await promisify(execFile)('go', args, { cwd: here })
}

export interface Servers {
  target: Target
  stop: () => Promise<void>
}

/** An empty cluster of API server and storage: no controllers, no nodes. */
export async function start(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'))
  const processes: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    for (const process of processes.toReversed()) await end(process)
    await rm(folder, { recursive: true })
  }
  try {
    const etcd = await startEtcd(folder, processes)
    const target = await startApiServer(folder, etcd, processes)
    return { target: { ...target, compact: () => compact(etcd) }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startEtcd(folder: string, processes: ChildProcess[]): Promise<string> {
  const client = `http://127.0.0.1:${await freePort()}`
  const peer = `http://127.0.0.1:${await freePort()}`
  const flags = {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    // Nothing here has to survive.
    'unsafe-no-fsync': 'true',
  }
  processes.push(await run('etcd', flags, folder))
  await answers(`${client}/health`, undefined)
  return client
}

async function startApiServer(folder: string, etcd: string, processes: ChildProcess[]): Promise<Target> {
  const tokens = { admin: secret(), alice: secret(), bob: secret() }
  const tokenFile = join(folder, 'tokens.csv')
  await writeFile(
    tokenFile,
    `${tokens.admin},admin,1,"system:masters"\n${tokens.alice},alice,2\n${tokens.bob},bob,3\n`,
  )
  const keyFile = join(folder, 'service-accounts.key')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const port = await freePort()
  const flags = {
    'etcd-servers': etcd,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': String(port),
    'cert-dir': join(folder, 'certificates'),
    'token-auth-file': tokenFile,
    'authorization-mode': 'RBAC',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': keyFile,
    'service-account-key-file': keyFile,
    'service-cluster-ip-range': '10.96.0.0/16',
    // The endpoints of the server itself are no part of any scenario.
    'endpoint-reconciler-type': 'none',
    'allow-privileged': 'true',
    // History is compacted when a scenario says so, and at no other time.
    'etcd-compaction-interval': '1h',
  }
  processes.push(await run('kube-apiserver', flags, folder))
  const baseUrl = `https://127.0.0.1:${port}`
  const certificate = join(folder, 'certificates', 'apiserver.crt')
  await until(() => existsSync(certificate))
  const ca = await readFile(certificate, 'utf8')
  await answers(`${baseUrl}/readyz`, ca)
  return { baseUrl, ca, tokens }
}

/** Forgets all history up to now. https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/ */
async function compact(etcd: string): Promise<void> {
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(etcd + path, { method: 'POST', body: JSON.stringify(body) })
  const status = (await (await post('/v3/maintenance/status', {})).json()) as { header: { revision: string } }
  const { revision } = status.header
  await post('/v3/kv/compaction', { revision, physical: true })
  // This key is where API servers look up what others of them compacted.
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  await post('/v3/kv/put', { key: base64('compact_rev_key'), value: base64(revision) })
}

async function run(name: string, flags: Record<string, string>, folder: string): Promise<ChildProcess> {
  const log = await open(join(folder, `${name}.log`), 'w')
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)
  const child = spawn(join(binaries, name), args, { stdio: ['ignore', log.fd, log.fd] })
  await log.close()
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const killed = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(killed)
}

async function answers(url: string, ca: string | undefined): Promise<void> {
  const request = { method: 'GET', url, headers: {}, body: undefined }
  await until(() =>
    send(request, ca).then(
      async (answer) => {
        answer.close()
        return answer.status === 200
      },
      // Refused until it listens.
      () => false,
    ),
  )
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('a server did not start within two minutes')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

function secret(): string {
  return randomBytes(16).toString('hex')
}
