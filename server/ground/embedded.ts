import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OperatorError } from '#server/config.ts'
import { makeAuthority, makeServerCertificate, type KeyPair } from '#server/tls.ts'

/** What a ground gives the gateway: kubeconfigs, and a word about itself. */
export interface Ground {
  /** What whoever sees the clusters must know of them, in two words; undefined where there is nothing to know. */
  notice?: string
  /** Kubeconfigs by cluster name. */
  kubeconfigs: Record<string, string>
  /** Rejects when the ground is lost; never resolves. */
  lost: Promise<never>
  stop(): Promise<void>
}

interface Options {
  dataDir: string
  /** 32 bytes, base64. */
  encryptionKey: string
  /** Each is simulated with this many nodes. */
  clusters: readonly { name: string; nodes: number }[]
  /** Makes the simulated clusters as unkind as real ones, the same way for the same seed. */
  faults?: { seed: number }
}

/**
 * V8 would let the objects of the last moments take 128 MB before it looks which of them are still needed; the
 * starter says the same to the server itself.
 */
const memoryFlags = ['--max-semi-space-size=16']

/** Each thread that compiles or writes would have glibc keep its own share of free memory. */
const memoryEnvironment = { MALLOC_ARENA_MAX: '2' }

const childFile = fileURLToPath(new URL('../../api-mock/main.ts', import.meta.url))

/** Starts the embedded clusters as a child process; they listen on loopback under an authority of their own. */
export async function startEmbedded({ dataDir, encryptionKey, clusters, faults }: Options): Promise<Ground> {
  const folder = join(dataDir, 'clusters')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // It takes its time to load, so it is the first thing started; it ends with us, should anything fail.
  const child = fork(childFile, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...memoryFlags],
    env: { ...memoryEnvironment, ...process.env },
  })
  const ready = answerOf(child)
  ready.catch(() => {})
  const authority = await storedAuthority(join(folder, 'ca.json'))
  const leaf = await makeServerCertificate(authority, ['127.0.0.1', 'localhost'])
  const { kinds } = await import('#api/kinds.ts')
  child.send({
    dataDir,
    clusters,
    encryptionKey,
    encrypted: kinds.flatMap(({ group, plural, isSecret }) =>
      isSecret === true ? [`${group}/${plural}`] : [],
    ),
    tls: { ...leaf, ca: authority.cert },
    ...(faults === undefined ? {} : { faults }),
  })
  const files = Object.entries(await ready)
  const kubeconfigs = Object.fromEntries(files.map(([name, file]) => [name, readFileSync(file, 'utf8')]))
  let stopping = false
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lost = ended.then((code) => {
    if (stopping) return new Promise<never>(() => {})
    throw new Error(`the embedded clusters ended by themselves with code ${code}`)
  })
  // Whoever waits for it hears of it; a loss while nobody waits yet must not be an unhandled rejection.
  lost.catch(() => {})
  return {
    notice: 'Simulated clusters',
    kubeconfigs,
    lost,
    async stop() {
      stopping = true
      if (child.connected) child.send({ stop: true })
      const cut = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(cut)
    },
  }
}

async function storedAuthority(file: string): Promise<KeyPair> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeyPair
  const authority = await makeAuthority('Aerie embedded clusters')
  writeFileSync(file, JSON.stringify(authority), { flag: 'wx', mode: 0o600 })
  return authority
}

/** The child's first word: where its kubeconfigs are, or one clear line about why it cannot start. */
function answerOf(child: ChildProcess): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    // Other messages are a tool's that runs the child, such as Node's own watch mode.
    child.on('message', (message: { ready?: { kubeconfigs: Record<string, string> }; failed?: string }) => {
      if (message.ready !== undefined) resolve(message.ready.kubeconfigs)
      else if (message.failed !== undefined) reject(new OperatorError(message.failed))
    })
    child.once('exit', (code) =>
      reject(new OperatorError(`The embedded clusters could not start (exit code ${code}).`)),
    )
    child.once('error', (error) =>
      reject(new OperatorError(`The embedded clusters could not start: ${error.message}.`)),
    )
  })
}
