import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { messageOf } from '#kube/errors.ts'
import { createFaults } from './faults.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { giveToOwner } from './nested/contain.ts'
import { startClusters } from './server.ts'
import type { RunningServer, ServerConfig } from './server.ts'
import { StoreError } from './store/errors.ts'
import { startSyncer } from './syncer/syncer.ts'

/** The one message with which the parent says what to serve. */
interface Start {
  dataDir: string
  clusters: { name: string; nodes?: number }[]
  /** PEM texts. */
  tls: { key: string; cert: string; ca: string }
  /** 32 bytes in base64. */
  encryptionKey: string
  /** What is encrypted at rest beside Secrets, as in a cluster's EncryptionConfiguration; each as `group/plural`. */
  encrypted?: string[]
  faults?: { seed: number }
}

/** When the start is over, and most of what a new installation makes, in milliseconds. */
const settledAfter = 30_000

/** How long a stop may take, in milliseconds; nobody is left to end us where the parent has gone. */
const stopWithin = 10_000

let running: RunningServer | undefined

process.on('message', (message: Start | { stop: true }) => {
  if ('stop' in message) void stop()
  else void start(message)
})
process.on('disconnect', () => void stop())
// What fails in a nested cluster ends that one alone.
process.on('uncaughtException', (error) => {
  if (giveToOwner(error)) return
  console.error(error)
  process.exit(1)
})
// A terminal sends Ctrl-C to the whole group, and the parent still needs us to drain; it says when to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

async function start(options: Start): Promise<void> {
  try {
    const folder = join(options.dataDir, 'clusters')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const tokens = new Map<string, string>()
    for (const { name } of options.clusters) tokens.set(name, await tokenOf(folder, name))
    running = await startClusters(configOf(options, folder, tokens))
    const { port } = running
    const kubeconfigs: Record<string, string> = {}
    for (const [name, token] of tokens) {
      const server = `https://127.0.0.1:${port}/${name}`
      const path = join(folder, `${name}.kubeconfig`)
      await writeKubeconfig(path, { name, server, ca: options.tls.ca, token })
      kubeconfigs[name] = path
    }
    process.send?.({ ready: { port, kubeconfigs } })
    // Otherwise V8 leaves what a busy time has let lie until as much again is allocated: it looks for a quiet moment,
    // and takes a process for busy that allocates nothing outside of its heap. Requests cost no more for it here;
    // those of the gateway would take half as much processor time again.
    setTimeout(() => setFlagsFromString('--optimize-for-size'), settledAfter).unref()
  } catch (error) {
    const failed =
      error instanceof StoreError ? error.message : `the clusters did not start: ${messageOf(error)}`
    process.send?.({ failed }, () => process.exit(1))
  }
}

function configOf(
  { clusters, tls, encryptionKey, encrypted = [], faults }: Start,
  folder: string,
  tokens: Map<string, string>,
): ServerConfig {
  const key = Buffer.from(encryptionKey, 'base64')
  if (key.length !== 32) throw new StoreError('the encryption key must have 32 bytes')
  const entries = clusters.map(({ name, nodes }, index) => [
    name,
    {
      path: join(folder, `${name}.sqlite`),
      encryptionKey: key,
      encrypted,
      users: new Map([[tokens.get(name) ?? '', { username: 'admin', groups: ['system:masters'] }]]),
      authority: tls.ca,
      faults: faults === undefined ? undefined : createFaults(faults.seed + index),
      nodePrefix: name,
      startSyncer,
      ...(nodes === undefined ? {} : { nodes }),
    },
  ])
  return { clusters: Object.fromEntries(entries), tls: { key: tls.key, cert: tls.cert } }
}

/** The administrator's token of a cluster, the same after a restart. */
async function tokenOf(folder: string, name: string): Promise<string> {
  const path = join(folder, `${name}.token`)
  const known = existsSync(path) ? (await readFile(path, 'utf8')).trim() : ''
  // A file without a token is what a process leaves that was killed before it had written it.
  if (known !== '') return known
  const token = randomBytes(32).toString('base64url')
  await writeFile(path, `${token}\n`, { mode: 0o600 })
  await chmod(path, 0o600)
  return token
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), stopWithin)
  await running?.close()
  process.exit(0)
}
