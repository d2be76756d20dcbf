import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { managementPrefix } from '#api/paths.ts'
import { connectionFrom } from '#server/cluster/connection.ts'
import { type Aerie, endWithUs, signIn } from './aerie.ts'

/** A way to the management cluster's API. */
export interface Target {
  origin: string
  /** What stands before every path of the API. */
  prefix: string
  headers: Record<string, string>
  /** PEM, for https. */
  ca?: string
  /** The process that stands in between, if one does. */
  pid?: number | undefined
}

/** The same API three ways, so that what each way adds can be told. */
export interface Targets {
  aerie: Target
  /** The floor: a proxy that does nothing else. */
  proxy: Target
  /** Nothing in between. */
  direct: Target
}

/** Opens the three ways to the API behind this server. */
export async function withTargets<T>(aerie: Aerie, task: (targets: Targets) => Promise<T>): Promise<T> {
  const kubeconfig = readFileSync(join(aerie.dataDir, 'clusters', 'management.kubeconfig'), 'utf8')
  const upstream = connectionFrom(kubeconfig)
  const caFile = join(aerie.dataDir, 'bench-ca.pem')
  writeFileSync(caFile, upstream.ca)
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'floor', 'bare-proxy.ts'), upstream.origin + upstream.prefix, caFile],
    {
      env: { ...process.env, BENCH_AUTHORIZATION: upstream.authorization },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const letGo = endWithUs(child)
  try {
    const [port]: unknown[] = await once(child.stdout, 'data')
    const { origin, prefix, ca, authorization } = upstream
    return await task({
      aerie: {
        origin: aerie.origin,
        prefix: managementPrefix,
        headers: { authorization: `Bearer ${await signIn(aerie)}` },
        pid: aerie.process.pid,
      },
      proxy: { origin: `http://127.0.0.1:${String(port).trim()}`, prefix: '', headers: {}, pid: child.pid },
      direct: { origin, prefix, headers: { authorization }, ca },
    })
  } finally {
    child.kill()
    letGo()
  }
}
