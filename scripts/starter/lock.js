import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { hasCode, Refusal, say } from './refusal.js'

/** Who holds a lock: `startedAt` is RFC 3339. @typedef {{ pid: number, startedAt: string }} Holder */

/** The kernel gives times in these units on every Linux platform that Node supports. */
const ticksPerSecond = 100

/**
 * The holder that a lock file names, unless it has died: a lock outlives a killed process, and its number may
 * since have gone to another one (in a container that is the rule), which then began after the lock.
 *
 * @param {string | undefined} text of the lock file
 * @param {(pid: number) => number | 'alive' | 'dead'} beganAt ms since 1970 where the system tells it
 * @returns {Holder | undefined}
 */
export function liveHolder(text, beganAt) {
  const holder = parseHolder(text)
  if (holder === undefined) return undefined
  const began = beganAt(holder.pid)
  if (began === 'dead') return undefined
  // The kernel's start time is coarse, and a clock may be set right just after boot.
  const tolerance = 2000
  return began === 'alive' || began <= Date.parse(holder.startedAt) + tolerance ? holder : undefined
}

/**
 * @param {string | undefined} text
 * @returns {Holder | undefined}
 */
function parseHolder(text) {
  try {
    const { pid, startedAt } = JSON.parse(text ?? '')
    return Number.isInteger(pid) && pid > 0 && !Number.isNaN(Date.parse(startedAt))
      ? { pid, startedAt }
      : undefined
  } catch {
    return undefined
  }
}

/**
 * When a process began, in ms since 1970, or only whether it lives where the system does not tell.
 *
 * @param {number} pid
 * @returns {number | 'alive' | 'dead'}
 */
export function processBegan(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not being allowed to signal it (EPERM) means that it is there.
    if (hasCode(error, 'ESRCH')) return 'dead'
  }
  const stat = read(`/proc/${pid}/stat`)
  const booted = /^btime (\d+)$/m.exec(read('/proc/stat') ?? '')?.[1]
  // The second field is the program's name in brackets and may hold anything; the start time is the 22nd.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  if (booted === undefined || ticks === undefined) return 'alive'
  return (Number(booted) + Number(ticks) / ticksPerSecond) * 1000
}

/**
 * Who else holds the lock at this path, if it is anyone alive.
 *
 * @param {string} path
 */
export function holderOf(path) {
  return liveHolder(read(path), (pid) => (pid === process.pid ? 'dead' : processBegan(pid)))
}

/**
 * Does the work alone: a second start waits until the first one has installed or built.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ patience?: number }} [options] how long to wait, in ms
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { patience = 15 * 60_000 } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  const deadline = Date.now() + patience
  let told = false
  while (!take(path)) {
    const holder = holderOf(path)
    if (holder === undefined) {
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
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/**
 * A hard link appears with its content or not at all, so that nobody reads a lock half-written.
 *
 * @param {string} path
 */
function take(path) {
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() }))
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
