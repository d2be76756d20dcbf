import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectionFrom } from '#server/cluster/connection.ts'
import { readConfig } from '#server/config.ts'
import { openDataDir } from '#server/data-dir.ts'
import { listen } from '#server/gateway/listen.ts'
import { startReplica } from '#server/replica.ts'
import { readKubeconfigs } from './ground.ts'

/** One server over clusters that it did not start, in a process of its own, which a test may kill. */
const config = readConfig(process.argv.slice(2), process.env)
if (config === 'help') process.exit(0)
const { management = '', ...connected } = await readKubeconfigs(process.env['AERIE_TEST_KUBECONFIGS'] ?? '')
const dataDir = await openDataDir(config, process.env)
const listeners = await listen(config)
const replica = await startReplica({
  config,
  connection: connectionFrom(management),
  connected,
  listeners,
  instanceID: dataDir.instanceID,
  dataDir: dataDir.path,
  auditFile: join(dataDir.path, 'audit', 'audit.jsonl'),
  consoleFolder: fileURLToPath(new URL('../../dist', import.meta.url)),
})
process.once('SIGTERM', () => {
  void replica
    .stop(() => listeners.drain(1_000))
    .then(() => {
      dataDir.release()
      process.exit(0)
    })
})
