import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'vite'
import { endWithUs } from './aerie.ts'

interface FloorPage {
  /** The folder of the bare page in `bench/floor/`. */
  page: string
  /** What serves it, a file beside that; it gets where the page is built, then `args`, and prints its port. */
  server: string
  args?: readonly string[]
  /** Added to the environment of the server. */
  env?: NodeJS.ProcessEnv
  /** The path at which the page is served. */
  base?: string
}

/** Builds a bare page below `folder` and serves it during the task, which gets the port of its server. */
export async function withFloorPage<T>(
  folder: string,
  { page, server, args = [], env = {}, base = '/' }: FloorPage,
  task: (port: string) => Promise<T>,
): Promise<T> {
  const floor = join(import.meta.dirname, 'floor')
  const dist = join(folder, `floor-${page}`)
  await build({
    root: join(floor, page),
    base,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: dist, emptyOutDir: true, target: 'es2022' },
  })
  const child = spawn(process.execPath, [join(floor, server), dist, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const letGo = endWithUs(child)
  try {
    const [port]: unknown[] = await once(child.stdout, 'data')
    return await task(String(port).trim())
  } finally {
    child.kill()
    letGo()
  }
}
