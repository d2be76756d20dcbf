import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hasCode, Refusal, say } from './refusal.js'

/**
 * Who holds a lock. `startedAt` is the kernel's start time of the process, '' where /proc is not: with it a
 * number that has gone to another process since (in a container that is the rule) is not mistaken for the holder.
 *
 * @typedef {{ pid: number, startedAt: string }} Holder
 */

/**
 * The holder that a lock file names, unless it has died: a lock outlives a killed process.
 *
 * @param {string | undefined} text of the lock file
 * @param {(pid: number) => string | undefined} startOf of a process that lives, else undefined
 * @returns {Holder | undefined}
 */
export function liveHolder(text, startOf) {
  const holder = parseHolder(text)
  return holder !== undefined && startOf(holder.pid) === holder.startedAt ? holder : undefined
}

/**
 * @param {string | undefined} text
 * @returns {Holder | undefined}
 */
function parseHolder(text) {
  try {
    const { pid, startedAt } = JSON.parse(text ?? '')
    return Number.isInteger(pid) && pid > 0 && typeof startedAt === 'string' ? { pid, startedAt } : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {number} pid
 * @returns {string | undefined} the kernel's start time, '' where it does not tell, undefined for the dead
 */
export function processStart(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not being allowed to signal it (EPERM) means that it is there.
    if (hasCode(error, 'ESRCH')) return undefined
  }
  // The second field is the program's name in brackets and may hold anything; the start time is the 22nd.
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // What has ended but was not yet collected by its parent (state Z) is as good as dead.
  return fields[0] === 'Z' ? undefined : fields[19]
}

/**
 * Who else holds the lock at this path, if it is anyone alive.
 *
 * @param {string} path
 */
export function holderOf(path) {
  return liveHolder(read(path), (pid) => (pid === process.pid ? undefined : processStart(pid)))
}

/**
 * Does the work alone: a second start waits until the first one has installed or built. A program that works
 * for us may hold the lock too, so that nobody begins while it still goes on though we were killed.
 *
 * @template T
 * @param {string} path
 * @param {(holdToo: (pid: number) => void) => Promise<T>} work
 * @param {{ patience?: number }} [options] how long to wait, in ms
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { patience = 15 * 60_000 } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  const deadline = Date.now() + patience
  let told = false
  const worker = `${path}.worker`
  for (;;) {
    const holder = holderOf(path) ?? holderOf(worker)
    if (holder === undefined) {
      if (take(path)) break
      clearStale(path)
      continue
    }
    if (Date.now() > deadline)
      throw new Refusal(`process ${holder.pid} has held ${path} for too long: end it and start again`)
    if (!told) say(`Waiting for another start (process ${holder.pid}) that is installing or building.`)
    told = true
    await delay(200)
  }
  try {
    return await work((pid) => writeFileSync(worker, holderText(pid)))
  } finally {
    rmSync(worker, { force: true })
    rmSync(path, { force: true })
  }
}

/** @param {number} pid */
function holderText(pid) {
  return JSON.stringify({ pid, startedAt: processStart(pid) })
}

/**
 * A hard link appears with its content or not at all, so that nobody reads a lock half-written.
 *
 * @param {string} path
 */
function take(path) {
  const own = `${path}.${process.pid}`
  writeFileSync(own, holderText(process.pid))
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * Moves a dead process's lock away. Between looking and moving another start may have put its own lock
 * there: then that one is put back.
 *
 * @param {string} path
 */
function clearStale(path) {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
    if (holderOf(aside) !== undefined) linkSync(aside, path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) throw error
  }
  rmSync(aside, { force: true })
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
