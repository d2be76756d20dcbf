/**
 * `node e2e/oracle/record.ts [name…]`: records all golden files again, or those
 * of the scenarios whose name begins with one of the arguments. Needs Go.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dumpBuiltIns } from './dump.ts'
import { replay } from './replay.ts'
import type { Golden } from './scenario.ts'
import { scenarios } from './scenarios/all.ts'
import { build, kubernetesVersion, start } from './servers.ts'

const folder = join(import.meta.dirname, 'golden')
const prefixes = process.argv.slice(2)
const chosen = scenarios.filter(
  ({ name }) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)),
)

await build()
await mkdir(folder, { recursive: true })
const { target, stop } = await start()
// The servers must not outlive an interrupted recording.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop().finally(() => process.exit(1)))
const write = (name: string, content: unknown): Promise<void> =>
  writeFile(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`)
try {
  if (prefixes.length === 0) {
    const { discovery, columns } = await dumpBuiltIns(target)
    await write('discovery-aggregated', discovery)
    await write('printer-columns', columns)
  }
  for (const scenario of chosen) {
    const started = Date.now()
    const steps = await replay(scenario, target)
    const { name, covers, needs } = scenario
    const golden: Golden = { server: kubernetesVersion, scenario: name, covers, needs, steps }
    await write(name, golden)
    console.log(`${name}: ${steps.length} exchanges, ${Date.now() - started} ms`)
  }
} finally {
  await stop()
}
