import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { startEmbedded } from '#server/ground/embedded.ts'

/** Clusters that several servers stand on at once; `startServer({ ground })` starts one of them. */
export interface TestGround {
  /** Holds the kubeconfigs, one file a cluster. */
  folder: string
  kubeconfigs: Record<string, string>
  dispose(): Promise<void>
}

interface GroundOptions {
  clusters?: readonly string[]
  nodes?: number
  /** Makes the clusters as unkind as real ones. */
  faults?: { seed: number }
}

/** Starts a management cluster and others to be connected; servers come and go without it noticing. */
export async function startGround(options: GroundOptions = {}): Promise<TestGround> {
  const { clusters = ['eu-west', 'us-east'], nodes = 2, faults } = options
  const base = await mkdtemp(join(tmpdir(), 'aerie-ground-'))
  const ground = await startEmbedded({
    dataDir: base,
    encryptionKey: randomBytes(32).toString('base64'),
    clusters: [{ name: 'management', nodes: 0 }, ...clusters.map((name) => ({ name, nodes }))],
    ...(faults === undefined ? {} : { faults }),
  })
  const folder = await mkdtemp(join(base, 'kubeconfigs-'))
  for (const [name, kubeconfig] of Object.entries(ground.kubeconfigs)) {
    await writeFile(join(folder, `${name}.yaml`), kubeconfig, { mode: 0o600 })
  }
  return {
    folder,
    kubeconfigs: ground.kubeconfigs,
    async dispose() {
      await ground.stop()
      await rm(base, { recursive: true, force: true })
    },
  }
}

/** The kubeconfigs in a ground's folder, by cluster. */
export async function readKubeconfigs(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder)
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return Object.fromEntries(files.map((file, index) => [basename(file, '.yaml'), texts[index] ?? '']))
}
