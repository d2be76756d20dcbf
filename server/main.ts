import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OperatorError, readConfig, unknownVariables, usage, type Config } from '#server/config.ts'
import { openDataDir, refuseRunning, type DataDir } from '#server/data-dir.ts'
import { listen, type Listeners } from '#server/gateway/listen.ts'
import { tidyWhenQuiet } from '#server/memory.ts'
import { startEmbedded, type Ground } from '#server/ground/embedded.ts'
import type { Replica } from '#server/replica.ts'
import { nodesFor, scaleCluster } from '#server/seed/scale.ts'

/** What has been started, in order; stopped in the other. */
interface Running {
  listeners: Listeners
  dataDir: DataDir
  ground: Ground
  replica: Replica
}

const drainFor = 10_000

/**
 * How long a stop may take in all, in milliseconds: what it waits for has its own bounds, which come to less, and
 * who asks for it, such as a kubelet, kills after 30 s.
 */
const stopWithin = 25_000

/** What the ground lays: the management cluster, which runs nothing, and three to be connected. */
function clustersOf({ scalePods }: Config) {
  return [
    { name: 'management', nodes: 0 },
    { name: scaleCluster, nodes: nodesFor(scalePods) },
    { name: 'us-east', nodes: 3 },
    { name: 'staging', nodes: 2 },
  ]
}

/** Starts everything; what was started before a failure is stopped again. */
async function start(config: Config): Promise<Running> {
  refuseRunning(config.dataDir)
  const listeners = await listen(config)
  const undo: (() => unknown)[] = [() => listeners.drain(0)]
  try {
    const dataDir = await openDataDir(config, process.env)
    undo.unshift(() => dataDir.release())
    // Most of what this process runs is loaded here, while the clusters start beside it.
    const [ground, { connectionFrom }, { startReplica }] = await Promise.all([
      startEmbedded({
        dataDir: dataDir.path,
        encryptionKey: dataDir.encryptionKey,
        clusters: clustersOf(config),
        ...faults(process.env['AERIE_FAULTS']),
      }),
      import('#server/cluster/connection.ts'),
      import('#server/replica.ts'),
    ])
    undo.unshift(() => ground.stop())
    const { management = '', ...connected } = ground.kubeconfigs
    const replica = await startReplica({
      config,
      connection: connectionFrom(management),
      connected,
      ...(ground.notice === undefined ? {} : { notice: ground.notice }),
      ...(config.docs === undefined ? {} : { docs: config.docs }),
      listeners,
      instanceID: dataDir.instanceID,
      dataDir: dataDir.path,
      auditFile: join(dataDir.path, 'audit', 'audit.jsonl'),
      consoleFolder: fileURLToPath(new URL('../dist', import.meta.url)),
    })
    return { listeners, dataDir, ground, replica }
  } catch (error) {
    for (const step of undo) await step()
    throw error
  }
}

/** Tests make the ground unkind with a seed; anybody else leaves it alone. */
function faults(value: string | undefined): { faults?: { seed: number } } {
  return value === undefined ? {} : { faults: { seed: Number(value) } }
}

async function stop({ listeners, dataDir, ground, replica }: Running): Promise<void> {
  const late = setTimeout(() => {
    process.stderr.write(`Aerie did not stop within ${stopWithin / 1000} s, and ends now.\n`)
    dataDir.release()
    process.exit(1)
  }, stopWithin)
  await replica.stop(() => listeners.drain(drainFor))
  await ground.stop()
  clearTimeout(late)
  dataDir.release()
}

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  if (config === 'help') return void process.stdout.write(usage)
  for (const name of unknownVariables(process.env))
    process.stderr.write(
      `${name} is not known here and changes nothing: npm start -- --help lists what is.\n`,
    )
  const running = await start(config)
  process.stdout.write(running.replica.greeting)
  tidyWhenQuiet()
  const stopped = new Promise<void>((resolve) => {
    // A terminal and npm both pass Ctrl-C on: the second must not cut the drain that the first began.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
  })
  await Promise.race([stopped, running.ground.lost])
  await stop(running)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof OperatorError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    process.exit(1)
  },
)
