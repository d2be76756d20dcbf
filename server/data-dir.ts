import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defaultKeyFile, OperatorError, type Config } from './config.ts'

/** The layout of the data directory this version writes; a higher one is somebody newer's. */
const schema = 1

/** An opened data directory; `release` gives up the lock. */
export interface DataDir {
  path: string
  instanceID: string
  /** 32 bytes, base64. */
  encryptionKey: string
  release(): void
}

/**
 * Opens or makes the data directory: checks that it is ours, not newer, writable and not in use, and finds
 * the encryption key. Throws OperatorError and changes nothing where one of these does not hold.
 */
export async function openDataDir(config: Config, env: NodeJS.ProcessEnv): Promise<DataDir> {
  const path = config.dataDir
  const about = readAbout(path)
  if (about === undefined) await refuseForeign(path)
  makeWritable(path)
  const release = lock(path)
  try {
    const instanceID = about?.instanceID ?? randomUUID()
    const encryptionKey = readKey(config.keyFile ?? defaultKeyFile(instanceID, env), about === undefined)
    if (about === undefined) {
      writeFileSync(join(path, 'aerie.json'), `${JSON.stringify({ schema, instanceID })}\n`, { mode: 0o600 })
    }
    return { path, instanceID, encryptionKey, release }
  } catch (error) {
    release()
    throw error
  }
}

function readAbout(path: string): { schema: number; instanceID: string } | undefined {
  const file = join(path, 'aerie.json')
  const text = readIfThere(file, (code) => unusable(path, code))
  if (text === undefined) return undefined
  try {
    const about: unknown = JSON.parse(text)
    if (isAbout(about)) {
      if (about.schema <= schema) return about
      throw new OperatorError(
        `The data directory ${path} was written by a newer version of Aerie: start that one, or set AERIE_DATA_DIR.`,
      )
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error
  }
  throw new OperatorError(
    `${file} is damaged: restore it from a backup, or set AERIE_DATA_DIR to start anew.`,
  )
}

function isAbout(value: unknown): value is { schema: number; instanceID: string } {
  if (typeof value !== 'object' || value === null) return false
  const { schema: version, instanceID } = value as { schema?: unknown; instanceID?: unknown }
  return typeof version === 'number' && typeof instanceID === 'string' && /^[0-9a-f-]{36}$/.test(instanceID)
}

function readIfThere(
  file: string,
  problem = (code: string) => `${file} cannot be read (${code}): check its owner and mode.`,
): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new OperatorError(problem(codeOf(error)))
  }
}

/** What is wrong with the place of a data directory, and what to do. */
function unusable(path: string, code: string): string {
  const what = `The data directory ${path}`
  const elsewhere = 'set AERIE_DATA_DIR to another one.'
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${what} is no folder (${code}): ${elsewhere}`
  if (code === 'ENOENT') return `${what} cannot be made there (${code}): ${elsewhere}`
  return `${what} is not yours to use (${code}): change its owner, or ${elsewhere}`
}

/** A folder that holds something else is not taken over. */
async function refuseForeign(path: string): Promise<void> {
  const found = await readdir(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw new OperatorError(unusable(path, codeOf(error)))
  })
  if (found.some((name) => name !== 'lock')) {
    throw new OperatorError(
      `${path} is not empty and not a data directory of Aerie: set AERIE_DATA_DIR to another one.`,
    )
  }
}

function makeWritable(path: string): void {
  try {
    makeFolder(path)
    const probe = join(path, `.probe-${process.pid}`)
    closeSync(openSync(probe, 'wx'))
    rmSync(probe)
  } catch (error) {
    throw new OperatorError(unusable(path, codeOf(error)))
  }
}

/** Makes a folder and those above it. Node's own recursion does not end below a place like /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  if (!existsSync(dirname(path))) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** One server per data directory: a lock of a process that lives is respected, one of a dead process is taken. */
function lock(path: string): () => void {
  const file = join(path, 'lock')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid) }), {
        flag: 'wx',
        mode: 0o600,
      })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const holder = lockHolder(file)
      if (holder !== undefined) throw inUse(path, holder)
      rmSync(file, { force: true })
    }
  }
  throw new OperatorError(`The data directory ${path} is being started by somebody else: try again.`)
}

/** Says so before anything else when the data directory is being served already. */
export function refuseRunning(path: string): void {
  const holder = lockHolder(join(path, 'lock'))
  if (holder !== undefined) throw inUse(path, holder)
}

function inUse(path: string, holder: number): OperatorError {
  return new OperatorError(
    `Aerie is already running here: the data directory ${path} is in use by process ${holder}. Stop it, or set AERIE_DATA_DIR.`,
  )
}

/** The process that holds a lock file, if it still lives and is the one that wrote it. */
export function lockHolder(file: string): number | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as {
      pid?: unknown
      startedAt?: unknown
    }
    if (typeof pid !== 'number') return undefined
    process.kill(pid, 0)
    return processStart(pid) === startedAt ? pid : undefined
  } catch (error) {
    return codeOf(error) === 'EPERM' ? 0 : undefined
  }
}

/** When a process started, so that a reused process number is not mistaken for it; empty where /proc is not. */
function processStart(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function readKey(file: string, fresh: boolean): string {
  const there = readIfThere(file)
  if (there !== undefined) {
    const key = there.trim()
    if (Buffer.from(key, 'base64').length === 32) return key
    throw new OperatorError(
      `The key file ${file} does not hold 32 bytes in base64: restore it from a backup.`,
    )
  }
  if (!fresh) {
    throw new OperatorError(
      `The key file ${file} is missing, and the data directory cannot be read without it: restore it, or set AERIE_KEY_FILE.`,
    )
  }
  const key = randomBytes(32).toString('base64')
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${key}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw new OperatorError(`The key file ${file} cannot be written (${codeOf(error)}): set AERIE_KEY_FILE.`)
  }
  return key
}

export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : 'unknown error'
}
